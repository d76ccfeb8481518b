/* Asks for the password of a page that has one, for `boot.js`, which stands around it. What is typed goes to the worker that
   tries it, and nowhere else: nothing of it is kept. Resolves to the key once a password opens the page. */
function rectoUnlock(page, plain, unlock) {
  "use strict";
  const WORDS = {
    vi: {
      password: "Mật khẩu",
      show: "Hiện mật khẩu",
      open: "Mở kho bài",
      trying: "Đang mở…",
      wrong: "Mật khẩu chưa đúng. Hãy xem lại phím Caps Lock và bộ gõ tiếng Việt rồi thử lần nữa.",
    },
    en: {
      password: "Password",
      show: "Show password",
      open: "Open the collection",
      trying: "Opening…",
      wrong: "This password is not right. Check Caps Lock and the keyboard's language, then try again.",
    },
  };
  const words = WORDS[page.language()];

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...children);
    return made;
  };
  const input = element("input", {
    id: "recto-password", type: "password", autocomplete: "current-password", autocapitalize: "off", spellcheck: "false",
    required: "", "aria-describedby": "recto-password-said",
  });
  const show = element("input", { type: "checkbox" });
  const said = element("p", { id: "recto-password-said", role: "alert" });
  const button = element("button", { type: "submit" }, words.open);
  const form = element(
    "form",
    { class: "page-locked page-unlock" },
    element("label", { for: "recto-password" }, words.password),
    input,
    element("label", {}, show, words.show),
    button,
    said,
  );
  show.addEventListener("change", () => (input.type = show.checked ? "text" : "password"));

  page.unsay();
  plain.append(form);
  /* The page around keeps its own focus. */
  if (self.parent === self && page === self.rectoPage) input.focus();
  return new Promise((resolve, reject) => {
    let isTrying = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (isTrying) return;
      isTrying = true;
      said.textContent = words.trying;
      input.removeAttribute("aria-invalid");
      unlock(input.value).then((key) => {
        isTrying = false;
        if (key) return resolve(key);
        said.textContent = words.wrong;
        input.setAttribute("aria-invalid", "true");
        input.focus();
        input.select();
      }, reject);
    });
  });
}
