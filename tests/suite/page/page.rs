//! The page as a reader meets it: parts found by name, through a frame or a shadow host where there is one, read and
//! used with waits that have a deadline. It knows the names of parts and nothing of how they are made.

use super::process::Browser;
use super::session::{Session, block};
use serde_json::{Value, json};
use std::cell::Cell;
use std::panic::Location;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// How long anything may take before a journey fails. Generous, for loaded machines; nothing waits without need.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// Between two looks at a condition.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// A page in a browser's window.
pub struct Page<'s> {
    /// The session whose current window shows it.
    pub session: &'s Session,
    /// CSS selector of the element whose shadow root holds the app.
    pub shadow_host: Option<String>,
    /// The frame that scripts run in; `None` is the page around it.
    frame: Cell<Option<u16>>,
    log_start_bytes: u64,
    expected_messages: Vec<String>,
}

impl<'s> Page<'s> {
    /// The page in the session's current window; nothing is opened.
    pub fn new(session: &'s Session) -> Self {
        let page = Self {
            session,
            shadow_host: None,
            frame: Cell::new(None),
            log_start_bytes: session.process.log_len_bytes(),
            expected_messages: Vec::new(),
        };
        page.console_messages();
        page
    }

    /// Opens an address. An address that differs in the hash alone is loaded anew.
    #[track_caller]
    pub fn goto(&self, url: &str) {
        let here = Location::caller();
        self.frame.set(None);
        let loaded = block(async {
            let driver = &self.session.driver;
            let before = driver.current_url().await?;
            if before.as_str().split('#').next() == url.split('#').next() {
                // A reload would come too late: the page may have written another hash by then.
                driver.goto("about:blank").await?;
            }
            driver.goto(url).await?;
            Ok::<_, WebDriverError>(())
        });
        loaded.unwrap_or_else(|error| panic!("{here}: {url} does not open: {error}"));
    }

    /// Runs a function body in the page with `root` (the document or the shadow root) and `args`.
    ///
    /// # Errors
    ///
    /// The driver's, for instance when the frame is gone or the script throws.
    pub fn try_script(&self, body: &str, args: Value) -> Result<Value, String> {
        Ok(self.run_script(body, args)?.json().clone())
    }

    /// As [`Page::try_script`]; a failure fails the journey.
    #[track_caller]
    pub fn script(&self, body: &str, args: Value) -> Value {
        let here = Location::caller();
        self.try_script(body, args).unwrap_or_else(|error| panic!("{here}: script failed: {error}\n{body}"))
    }

    fn run_script(&self, body: &str, args: Value) -> Result<ScriptRet, String> {
        let host = self.shadow_host.as_deref().map_or(Value::Null, Value::from);
        let script = format!(
            "const host = arguments[0] === null ? null : document.querySelector(arguments[0]);\n\
             const root = arguments[0] === null ? document : (host && host.shadowRoot);\n\
             if (!root) return null;\n\
             const part = (name) => root.querySelector('[data-part=\"' + name + '\"]');\n\
             const parts = (name) => [...root.querySelectorAll('[data-part=\"' + name + '\"]')];\n\
             const shown = (element) => !!element && element.getClientRects().length > 0;\n\
             return (function(args) {{ {body} }})(arguments[1]);"
        );
        let driver = &self.session.driver;
        block(async {
            match (driver.execute(&script, vec![host.clone(), args.clone()]).await, self.frame.get()) {
                // A frame entered before its document is there may be made anew for it, and its driver loses it.
                (Err(error), Some(frame)) if is_frame_lost(&error) => {
                    driver.enter_default_frame().await?;
                    driver.enter_frame(frame).await?;
                    driver.execute(&script, vec![host, args]).await
                }
                (result, _) => result,
            }
        })
        .map_err(|error| error.to_string())
    }

    /// Goes into the `index`-th frame of the page.
    #[track_caller]
    pub fn enter_frame(&self, index: u16) {
        block(self.session.driver.enter_frame(index)).expect("the frame is there");
        self.frame.set(Some(index));
    }

    /// Goes back to the page around the frame.
    #[track_caller]
    pub fn leave_frame(&self) {
        block(self.session.driver.enter_default_frame()).expect("there is a page around the frame");
        self.frame.set(None);
    }

    /// Waits until `look` gives something.
    #[track_caller]
    pub fn wait<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let here = Location::caller();
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(Instant::now() < deadline, "{here}: waited {DEADLINE:?} in vain for {what}; {}", self.situation());
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Waits until a function body gives something that is not null or false, and returns it.
    #[track_caller]
    pub fn wait_script(&self, what: &str, body: &str, args: Value) -> Value {
        self.wait(what, || {
            self.try_script(body, args.clone()).ok().filter(|value| !value.is_null() && *value != json!(false))
        })
    }

    /// The selector of a named part.
    pub fn selector(part: &str) -> String {
        format!("[data-part=\"{part}\"]")
    }

    /// Waits for the `index`-th shown part of a name.
    #[track_caller]
    pub fn nth(&self, part: &str, index: usize) -> WebElement {
        let selector = Self::selector(part);
        self.element(&selector, index)
    }

    /// Waits for the first shown part of a name.
    #[track_caller]
    pub fn part(&self, part: &str) -> WebElement {
        self.nth(part, 0)
    }

    /// Waits for the `index`-th shown element of a selector.
    #[track_caller]
    pub fn element(&self, selector: &str, index: usize) -> WebElement {
        let body = "return [...root.querySelectorAll(args[0])].filter(shown)[args[1]] || null;";
        self.wait(&format!("{selector} number {index} to be shown"), || {
            let found = self.run_script(body, json!([selector, index])).ok()?;
            if found.json().is_null() { None } else { found.element().ok() }
        })
    }

    /// Clicks the `index`-th shown part; looks again when the page replaced it meanwhile.
    #[track_caller]
    pub fn click_nth(&self, part: &str, index: usize) {
        self.click_on(&Self::selector(part), index);
    }

    /// Clicks the `index`-th shown element of a selector; looks again when the page replaced it meanwhile.
    #[track_caller]
    pub fn click_on(&self, selector: &str, index: usize) {
        let here = Location::caller();
        let deadline = Instant::now() + DEADLINE;
        let mut edge = "nearest";
        loop {
            self.aim(selector, index, edge);
            let why = match block(self.element(selector, index).click()) {
                Ok(()) if self.is_met() => return,
                Ok(()) => "the click met another place".to_owned(),
                Err(error) => error.to_string(),
            };
            let waited = format!("waited {DEADLINE:?} in vain for {selector} number {index} to take a click: {why}");
            assert!(Instant::now() < deadline, "{here}: {waited}; {}", self.situation());
            // It may lie beneath the tray, in sight for the driver: a reader scrolls on.
            edge = "center";
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Brings an element into sight. WebKit's driver aims once, before what it scrolls or opens is laid out, and its
    /// click then meets another place: there it is waited for until it stands still, and what the next click meets is
    /// noted.
    #[track_caller]
    fn aim(&self, selector: &str, index: usize, edge: &str) {
        let is_webkit = self.session.browser == Browser::WebKit;
        if !is_webkit && edge == "nearest" {
            return;
        }
        self.element(selector, index);
        let body = "const [selector, index, block, isWebKit] = args; \
            const found = () => [...root.querySelectorAll(selector)].filter(shown)[index]; \
            const one = found(); if (!one) return true; one.scrollIntoView({ block, behavior: 'instant' }); \
            if (!isWebKit) return true; \
            if (!window.rectoClick) { window.rectoClick = {}; document.addEventListener('click', (event) => { \
              window.rectoClick.isMet = event.composedPath().includes(window.rectoClick.found()); }, true); } \
            window.rectoClick.found = found; window.rectoClick.isMet = null; \
            return new Promise((done) => { let last = ''; let looks = 40; const look = () => { \
              const { x, y } = one.getBoundingClientRect(); const now = x + ' ' + y; \
              if (now === last || !looks--) return done(true); last = now; setTimeout(look, 50); }; look(); });";
        self.script(body, json!([selector, index, edge, is_webkit]));
    }

    /// Whether the last click met what was aimed at, as far as that was noted.
    fn is_met(&self) -> bool {
        let noted = self.try_script("return window.rectoClick ? window.rectoClick.isMet : null;", Value::Null);
        noted.map_or(true, |met| met != json!(false))
    }

    /// Clicks the first shown part.
    #[track_caller]
    pub fn click(&self, part: &str) {
        self.click_nth(part, 0);
    }

    /// Whether a part is there and has a box.
    #[track_caller]
    pub fn is_shown(&self, part: &str) -> bool {
        self.script("return parts(args).some(shown);", json!(part)) == json!(true)
    }

    /// How many parts of a name are shown.
    #[track_caller]
    pub fn count_of(&self, part: &str) -> usize {
        let count = self.script("return parts(args).filter(shown).length;", json!(part));
        count.as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(0)
    }

    /// Waits until a part is shown.
    #[track_caller]
    pub fn wait_shown(&self, part: &str) {
        self.wait_script(&format!("{part} to be shown"), "return parts(args).some(shown);", json!(part));
    }

    /// Waits until no part of a name is shown.
    #[track_caller]
    pub fn wait_gone(&self, part: &str) {
        self.wait_script(&format!("{part} to go"), "return !parts(args).some(shown);", json!(part));
    }

    /// The text of the first part of a name, white space collapsed; empty when there is none.
    #[track_caller]
    pub fn text_of(&self, part: &str) -> String {
        self.texts_of(part).into_iter().next().unwrap_or_default()
    }

    /// The texts of all shown parts of a name, white space collapsed.
    #[track_caller]
    pub fn texts_of(&self, part: &str) -> Vec<String> {
        self.texts(&Self::selector(part))
    }

    /// The texts of all shown elements of a selector, white space collapsed.
    #[track_caller]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let body = "return [...root.querySelectorAll(args)].filter(shown)\
                    .map((element) => element.textContent.replace(/\\s+/g, ' ').trim());";
        serde_json::from_value(self.script(body, json!(selector))).unwrap_or_default()
    }

    /// Waits until the first part of a name reads as wanted, and returns its text.
    #[track_caller]
    pub fn wait_text(&self, part: &str, wanted: impl Fn(&str) -> bool) -> String {
        let mut last = String::new();
        let here = Location::caller();
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(text) = self.texts_of(part).into_iter().next() {
                if wanted(&text) {
                    return text;
                }
                last = text;
            }
            let waited = format!("waited {DEADLINE:?} for another text of {part}, which reads {last:?}");
            assert!(Instant::now() < deadline, "{here}: {waited}; {}", self.situation());
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Empties the search field and types a query into it.
    #[track_caller]
    pub fn type_query(&self, query: &str) {
        let field = self.part("search");
        let typed = block(async {
            field.clear().await?;
            field.send_keys(query).await
        });
        // WebKit's driver cannot focus anything in a sandboxed frame; there the field is filled as an input method does.
        if typed.is_err() && self.session.browser == Browser::WebKit {
            let fill = "const field = part('search'); field.focus(); field.value = args; \
                        field.dispatchEvent(new InputEvent('input', { bubbles: true })); return true;";
            self.script(fill, json!(query));
            return;
        }
        typed.expect("the search field takes text");
    }

    /// Sends keys to whatever has the focus.
    #[track_caller]
    pub fn keys(&self, keys: &str) {
        let here = Location::caller();
        let sent = block(self.session.driver.action_chain().send_keys(keys).perform());
        sent.unwrap_or_else(|error| panic!("{here}: keys {keys:?} fail: {error}"));
    }

    /// The texts of the hits (`<mark>`) shown in a part.
    #[track_caller]
    pub fn hits(&self, part: &str) -> Vec<String> {
        self.texts(&format!("{} mark", Self::selector(part)))
    }

    /// The page's own `location.hash`.
    #[track_caller]
    pub fn hash(&self) -> String {
        self.script("return location.hash;", Value::Null).as_str().unwrap_or_default().to_owned()
    }

    /// A failing request or the like that this journey causes on purpose: messages with this text do not count.
    pub fn expect_message(&mut self, text: &str) {
        self.expected_messages.push(text.to_owned());
    }

    /// Fails when the page logged an error, broke its security policy or asked another host for anything.
    #[track_caller]
    pub fn finish(self) {
        let foreign = self.foreign_requests();
        assert!(foreign.is_empty(), "the page asked elsewhere: {foreign:?}");
        let wrong: Vec<String> = self
            .console_messages()
            .into_iter()
            .filter(|message| !self.expected_messages.iter().any(|expected| message.contains(expected.as_str())))
            .collect();
        assert!(wrong.is_empty(), "the page logged errors: {wrong:#?}");
    }

    /// Addresses outside the page's own origin, as its performance entries have them.
    fn foreign_requests(&self) -> Vec<String> {
        let body = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => \
                    !/^(data|blob|file|about):/.test(name) && !name.startsWith(new URL(location.href).origin + '/') \
                    && !name.startsWith('http://' + location.host + '/'));";
        self.try_script(body, Value::Null).ok().and_then(|names| serde_json::from_value(names).ok()).unwrap_or_default()
    }

    /// Errors logged since the last look. Chromium reports everything, Firefox what reaches its standard output,
    /// WebKit nothing.
    pub fn console_messages(&self) -> Vec<String> {
        match self.session.browser {
            Browser::Chromium => {
                let entries = block(self.session.driver.browser_log()).unwrap_or_default();
                let severe = |level: &str| level == "SEVERE";
                entries
                    .into_iter()
                    .filter(|entry| severe(&entry.level) || entry.message.contains("Content Security Policy"))
                    .filter(|entry| !entry.message.contains("/favicon.ico"))
                    .map(|entry| entry.message)
                    .collect()
            }
            Browser::Firefox => {
                let log = self.session.process.log_from(self.log_start_bytes);
                // What the browser's own parts log is none of the page's doing.
                let own = |line: &str| line.contains("resource://") || line.contains("RSLoader");
                let lines = log.lines().filter(|line| line.starts_with("console.error:") && !own(line));
                lines.map(String::from).collect()
            }
            Browser::WebKit => Vec::new(),
        }
    }

    /// Where the page stands, for the message of a failed wait.
    pub fn situation(&self) -> String {
        let body = "return 'at ' + location.href + ' showing ' + [...new Set([...root.querySelectorAll('[data-part]')]\
                    .filter(shown).map((element) => element.dataset.part))].join(' ') \
                    + '; problem: ' + [...parts('problem'), ...parts('error'), ...parts('status')]\
                    .map((element) => element.textContent.trim()).join(' | ');";
        let situation = self.try_script(body, Value::Null).map_or_else(|error| error, |text| text.to_string());
        format!("{situation}; console: {:?}", self.console_messages())
    }
}

/// Whether a driver says that the frame it was in is gone.
fn is_frame_lost(error: &WebDriverError) -> bool {
    let words = error.to_string();
    ["no such window", "no such frame"].iter().any(|gone| words.contains(gone))
}
