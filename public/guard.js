function rectoGuard(inline) {
  /* The first script of a page, written for browsers of any age: it says in a sentence when the page cannot start, and
     leaves the list of articles readable beneath. It holds the second script against its sum and calls it, which then
     does the same with this one; of a page on a disk nothing else would vouch for them. In a shadow root of another page
     `embed.js` calls it with what `inline` is, and gets its functions; that page is left as it is. */
  "use strict";
  var words = {
    vi: {
      old: "Trình duyệt này quá cũ nên không mở được phần tìm kiếm và đối chiếu. Hãy cập nhật trình duyệt, hoặc mở trang bằng Firefox, Chrome, Edge hay Safari bản mới. {list}",
      missing: "Thiếu một tệp của trang nên phần tìm kiếm chưa chạy được. Nếu bạn mở từ đĩa, hãy chép lại cả thư mục rồi mở lại; nếu mở trên mạng, hãy tải lại trang.",
      boxed: "Trình duyệt không cho mở cả thư mục bên trong một khung khi trang nằm trên đĩa. Hãy mở thẳng tệp index.html, hoặc nhúng bản một tệp (--one-file).",
      wasm: "Trình duyệt không cho chạy WebAssembly ở trang này (có thể do một thiết lập bảo mật). Hãy mở trang bằng trình duyệt khác, hoặc cho phép WebAssembly rồi tải lại.",
      worker: "Trình duyệt không cho trang chạy phần tìm kiếm ở nền. Hãy tải lại trang, hoặc mở bằng trình duyệt khác.",
      policy: "Máy chủ chứa trang cấm một phần của trang nên phần tìm kiếm và đối chiếu không chạy. Người quản trị cần cho phép trong Content-Security-Policy: ",
      damaged: "Trang bị hỏng hoặc bị cắt ngang ở {part}, nên phần tìm kiếm và đối chiếu không chạy. Hãy chép hoặc tải lại trang từ bản gốc. {list}",
      parts: {
        app: "phần chương trình",
        script: "tập lệnh",
        style: "kiểu trình bày",
        data: "phần dữ liệu"
      },
      stopped: "Trang gặp lỗi và phải dừng. Các bài không bị mất. Hãy tải lại trang để tiếp tục.",
      coming: "Đang tải phần tìm kiếm và đối chiếu: {part} %. {list}",
      still: "Máy chủ chưa gửi tiếp: phần tìm kiếm và đối chiếu mới tải được {part} %. Trang vẫn đang chờ; bạn cũng có thể tải lại.",
      list: "Danh sách bài bên dưới vẫn đọc được.",
      update: "Đã có bản mới của trang này.",
      reload: "Tải lại",
      later: "Để sau",
      detail: "Chi tiết: "
    },
    en: {
      old: "This browser is too old for searching and comparing. Please update it, or open the page in a recent Firefox, Chrome, Edge or Safari. {list}",
      missing: "A file of this page is missing, so searching cannot start. If you opened it from a disk, copy the whole folder again and reopen it; if you opened it on the web, reload the page.",
      boxed: "The browser does not open a folder inside this frame while the page lies on a disk. Open index.html itself, or embed the one-file page (--one-file).",
      wasm: "The browser does not let this page run WebAssembly (perhaps a security setting). Open the page in another browser, or allow WebAssembly and reload.",
      worker: "The browser does not let this page search in the background. Reload the page, or open it in another browser.",
      policy: "The page's host forbids a part of it, so searching and comparing do not run. Its administrator must allow in the Content-Security-Policy: ",
      damaged: "This page is damaged or cut short in {part}, so searching and comparing do not run. Please copy or download the page again from where it is whole. {list}",
      parts: {
        app: "its program",
        script: "its scripts",
        style: "its styles",
        data: "its data"
      },
      stopped: "The page ran into an error and had to stop. No article is lost. Please reload the page to go on.",
      coming: "Searching and comparing are being loaded: {part} %. {list}",
      still: "The host has stopped sending: {part} % of searching and comparing is there. The page goes on waiting; you may also reload it.",
      list: "The list of articles below can still be read.",
      update: "There is a new version of this page.",
      reload: "Reload",
      later: "Later",
      detail: "Details: "
    }
  };

  function mounted() {
    return inline ? inline.mount : document.getElementById("recto");
  }

  /* What is said, where anything is. */
  function spoken() {
    return (inline ? inline.mount.getRootNode() : document).getElementById("recto-notice");
  }

  function language() {
    if (inline) return inline.language;
    var asked = /[?&]lang=(vi|en)\b/.exec(location.search);
    return asked ? asked[1] : document.documentElement.lang === "en" ? "en" : "vi";
  }

  /* The sum of a text or of bytes, in hex digits: FNV-1a, see src/pack/page/sums.rs. */
  function sum(content) {
    var isText = typeof content === "string";
    var value = 0x811c9dc5;
    for (var at = 0; at < content.length; at++) {
      value = Math.imul(value ^ (isText ? content.charCodeAt(at) : content[at]), 0x01000193);
    }
    return ("0000000" + (value >>> 0).toString(16)).slice(-8);
  }

  /* Whether a part is what the packer wrote. */
  function holds(part, content) {
    var sums = mounted().getAttribute("data-sums") || "";
    return (" " + sums + " ").indexOf(" " + part + ":" + sum(content) + " ") >= 0;
  }

  /* What a host's policy must allow. In a sandboxed frame nothing is of the page's own origin, so that a worker comes
     from its text. */
  function needs() {
    if (inline) return inline.needs;
    var listed = mounted().getAttribute("data-needs") || "";
    var isBoxed = self.origin === "null" && location.protocol !== "file:";
    return isBoxed ? listed.replace("worker-src 'self'", "worker-src 'self' blob:") : listed;
  }

  /* What the browser refused because of a policy: those directives by name. */
  var refused = [];
  document.addEventListener("securitypolicyviolation", function (event) {
    if (inline && !inline.concerns(event)) return;
    /* A part inside the page that its own policy does not know is a damaged one. */
    var isOurs = event.originalPolicy.indexOf("form-action 'none'; require-trusted-types-for 'script'; trusted-types recto") >= 0;
    var matters = /^(script|style|worker|connect|trusted|require)/.test(event.effectiveDirective);
    if (event.disposition === "enforce" && matters && !isOurs) refused.push(event.effectiveDirective);
  });

  /* Says `kind` above the page, once at a time; `press`, when given, puts a button beside it. `part` is what is damaged, or
     how much is there. */
  function say(kind, detail, press, part) {
    var text = words[language()];
    var mount = mounted() || document.body;
    var old = spoken();
    /* Of a page with a password nothing can be read before. */
    var list = mount.hasAttribute("data-locked") ? "" : text.list;
    var said = text[kind].replace("{part}", text.parts[part] || part || text.parts.data).replace("{list}", list);
    if (old && old.getAttribute("data-kind") === kind && (kind === "coming" || kind === "still")) {
      var line = old.firstChild.firstChild;
      if (line.nodeValue !== said) line.nodeValue = said;
      return;
    }
    unsay();
    var isCalm = kind === "update" || kind === "coming";
    if (kind !== "update") stopWaiting();
    var notice = document.createElement("div");
    notice.id = "recto-notice";
    notice.className = "page-notice";
    notice.setAttribute("data-kind", kind);
    notice.setAttribute("role", isCalm ? "status" : "alert");
    var sentence = document.createElement("p");
    sentence.appendChild(document.createTextNode(said));
    if (kind === "policy") {
      var allow = document.createElement("code");
      allow.appendChild(document.createTextNode(needs()));
      sentence.appendChild(allow);
    }
    notice.appendChild(sentence);
    if (press) button(notice, text.reload, press);
    if (kind === "update") button(notice, text.later, unsay);
    if (detail) {
      var small = document.createElement("p");
      small.className = "page-detail";
      small.appendChild(document.createTextNode(text.detail + detail));
      notice.appendChild(small);
    }
    mount.parentNode.insertBefore(notice, mount);
  }

  function button(notice, label, press) {
    var button = document.createElement("button");
    button.type = "button";
    button.appendChild(document.createTextNode(label));
    button.addEventListener("click", press);
    notice.appendChild(button);
  }

  /* Takes away what was said. */
  function unsay() {
    var old = spoken();
    if (old) old.parentNode.removeChild(old);
  }

  /* Takes away the line that says, after a while, that no script runs; without the styles nothing else hides it. */
  function stopWaiting() {
    var waiting = mounted() && mounted().querySelector(".page-waiting");
    if (waiting) waiting.parentNode.removeChild(waiting);
  }

  /* Calls the second script, unless it is damaged. */
  function start(app) {
    if (!page.recent || page.booted) return;
    page.booted = true;
    page.address = inline ? inline.address : (document.currentScript && document.currentScript.src) || "";
    if (holds("script", String(app))) app(inline);
    else say("damaged", page.address, reload, "script");
  }

  function reload() {
    if (inline) inline.reload();
    else location.reload();
  }

  /* The app arrives deflated. */
  function inflates() {
    try {
      return Boolean(new DecompressionStream("deflate-raw"));
    } catch (error) {
      return false;
    }
  }

  var recent = typeof WebAssembly === "object" && typeof Worker === "function" && typeof BigInt === "function" && inflates() &&
    typeof Blob === "function" && typeof ResizeObserver === "function" && typeof globalThis === "object" &&
    typeof Element.prototype.replaceChildren === "function" && typeof String.prototype.replaceAll === "function";

  var page = { recent: recent, booted: false, address: "", refused: refused };
  page.say = say;
  page.unsay = unsay;
  page.reload = reload;
  page.language = language;
  page.holds = holds;
  page.start = start;
  page.stopWaiting = stopWaiting;
  if (inline) {
    if (!recent) say("old");
    return page;
  }
  window.rectoPage = page;

  /* This script says whatever goes wrong from here: the line for pages without one waits no longer, however slow the app. */
  document.documentElement.setAttribute("data-scripted", "");

  if (!recent) {
    say("old");
    return;
  }
  /* A script of the page that does not arrive, or that a policy refuses. Chunks report their own failures. */
  window.addEventListener("error", function (event) {
    var at = event.target;
    if (!at || at.tagName !== "SCRIPT" || at.hasAttribute("data-chunk")) return;
    if (location.protocol === "file:" && window.parent !== window) say("boxed");
    else say(refused.length ? "policy" : "missing", at.getAttribute("src"), reload);
  }, true);
  /* A script that came and did not call this one is damaged. */
  window.addEventListener("load", function () {
    if (page.booted || spoken()) return;
    if (refused.length) say("policy", refused.join(", "), reload);
    else say("damaged", "", reload, "script");
  });
}
