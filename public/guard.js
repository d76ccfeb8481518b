/* The first script of a page, written for browsers of any age: it says in a sentence when the page cannot start,
   and leaves the list of articles readable beneath. It starts nothing itself. */
(function () {
  "use strict";
  var words = {
    vi: {
      old: "Trình duyệt này quá cũ nên không mở được phần tìm kiếm và đối chiếu. Hãy cập nhật trình duyệt, hoặc mở trang bằng Firefox, Chrome, Edge hay Safari bản mới. Danh sách bài bên dưới vẫn đọc được.",
      missing: "Thiếu một tệp của trang nên phần tìm kiếm chưa chạy được. Nếu bạn mở từ đĩa, hãy chép lại cả thư mục rồi mở lại; nếu mở trên mạng, hãy tải lại trang.",
      boxed: "Trình duyệt không cho mở cả thư mục bên trong một khung khi trang nằm trên đĩa. Hãy mở thẳng tệp index.html, hoặc nhúng bản một tệp (--one-file).",
      wasm: "Trình duyệt không cho chạy WebAssembly ở trang này (có thể do một thiết lập bảo mật). Hãy mở trang bằng trình duyệt khác, hoặc cho phép WebAssembly rồi tải lại.",
      worker: "Trình duyệt không cho trang chạy phần tìm kiếm ở nền. Hãy tải lại trang, hoặc mở bằng trình duyệt khác.",
      damaged: "Một tệp của trang bị hỏng hoặc bị cắt ngang. Hãy chép hoặc tải lại trang.",
      stopped: "Trang gặp lỗi và phải dừng. Các bài không bị mất. Hãy tải lại trang để tiếp tục.",
      update: "Đã có bản mới của trang này.",
      reload: "Tải lại",
      detail: "Chi tiết: "
    },
    en: {
      old: "This browser is too old for searching and comparing. Please update it, or open the page in a recent Firefox, Chrome, Edge or Safari. The list of articles below can still be read.",
      missing: "A file of this page is missing, so searching cannot start. If you opened it from a disk, copy the whole folder again and reopen it; if you opened it on the web, reload the page.",
      boxed: "The browser does not open a folder inside this frame while the page lies on a disk. Open index.html itself, or embed the one-file page (--one-file).",
      wasm: "The browser does not let this page run WebAssembly (perhaps a security setting). Open the page in another browser, or allow WebAssembly and reload.",
      worker: "The browser does not let this page search in the background. Reload the page, or open it in another browser.",
      damaged: "A file of this page is damaged or cut short. Please copy or download the page again.",
      stopped: "The page ran into an error and had to stop. No article is lost. Please reload the page to go on.",
      update: "There is a new version of this page.",
      reload: "Reload",
      detail: "Details: "
    }
  };

  function language() {
    var asked = /[?&]lang=(vi|en)\b/.exec(location.search);
    return asked ? asked[1] : document.documentElement.lang === "en" ? "en" : "vi";
  }

  /* Says `kind` above the page, once at a time; `press`, when given, puts a button beside it. */
  function say(kind, detail, press) {
    var text = words[language()];
    var mount = document.getElementById("recto") || document.body;
    var old = document.getElementById("recto-notice");
    if (old) old.parentNode.removeChild(old);
    var notice = document.createElement("div");
    notice.id = "recto-notice";
    notice.className = "page-notice";
    notice.setAttribute("data-kind", kind);
    notice.setAttribute("role", kind === "update" ? "status" : "alert");
    var sentence = document.createElement("p");
    sentence.appendChild(document.createTextNode(text[kind]));
    notice.appendChild(sentence);
    if (press) {
      var button = document.createElement("button");
      button.type = "button";
      button.appendChild(document.createTextNode(text.reload));
      button.addEventListener("click", press);
      notice.appendChild(button);
    }
    if (detail) {
      var small = document.createElement("p");
      small.className = "page-detail";
      small.appendChild(document.createTextNode(text.detail + detail));
      notice.appendChild(small);
    }
    mount.parentNode.insertBefore(notice, mount);
  }

  function reload() {
    location.reload();
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

  window.rectoPage = { recent: recent, booted: false, say: say, reload: reload, language: language };

  if (!recent) {
    say("old");
    return;
  }
  /* A script of the page that does not arrive, or that the policy refuses. Chunks report their own failures. */
  window.addEventListener("error", function (event) {
    var at = event.target;
    if (!at || at.tagName !== "SCRIPT" || at.hasAttribute("data-chunk")) return;
    if (location.protocol === "file:" && window.parent !== window) say("boxed");
    else say("missing", at.getAttribute("src"), reload);
  }, true);
  window.addEventListener("load", function () {
    if (!window.rectoPage.booted && !document.getElementById("recto-notice")) say("missing", "", reload);
  });
})();
