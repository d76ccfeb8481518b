//! Browser sessions, shared by the journeys of a run: a session is taken, used by one journey and given back clean,
//! or thrown away when the journey failed. It knows browsers and their settings, not Recto's page.

use super::process::{Browser, DriverProcess, run_folder};
use serde_json::{Value, json};
use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Condvar, LazyLock, Mutex, PoisonError};
use std::time::Duration;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, WindowHandle};
use tokio::runtime::Runtime;

/// One runtime drives every session; the journeys themselves are plain functions that wait.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("the system gives threads"));

/// Waits for a WebDriver command.
pub fn block<T>(work: impl Future<Output = T>) -> T {
    RUNTIME.block_on(work)
}

/// How a session differs from the usual one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `WebAssembly` is switched off, as in a browser too old for it.
    pub without_wasm: bool,
    /// The system asks for dark colours.
    pub dark: bool,
}

/// A browser with one window, driven over WebDriver.
pub struct Session {
    /// Which browser.
    pub browser: Browser,
    /// Its WebDriver client.
    pub driver: WebDriver,
    /// Its driver program.
    pub process: DriverProcess,
    /// How it differs from the usual one.
    pub settings: Settings,
    main_window: WindowHandle,
}

/// Idle sessions and how many are out, per browser.
struct Pool {
    idle: Vec<Session>,
    out: [usize; 3],
}

static POOL: Mutex<Pool> = Mutex::new(Pool { idle: Vec::new(), out: [0; 3] });
static RETURNED: Condvar = Condvar::new();

/// Sessions at once per browser.
const LIMITS: [usize; 3] = [2, 2, 2];

impl Session {
    /// Takes an idle session of these settings or starts one; waits while the browser's limit is reached.
    ///
    /// # Errors
    ///
    /// Says what is missing, or why the browser does not start.
    pub fn take(browser: Browser, settings: Settings) -> Result<Self, String> {
        let slot = browser as usize;
        let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
        while pool.out[slot] >= LIMITS[slot] {
            pool = RETURNED.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
        pool.out[slot] += 1;
        let fits = |session: &Session| session.browser == browser && session.settings == settings;
        if let Some(at) = pool.idle.iter().position(fits) {
            return Ok(pool.idle.swap_remove(at));
        }
        drop(pool);
        Self::start(browser, settings).inspect_err(|_| leave(browser, None))
    }

    fn start(browser: Browser, settings: Settings) -> Result<Self, String> {
        let mut process = DriverProcess::start(browser)?;
        let capabilities = capabilities(browser, settings);
        let started = block(async {
            let driver =
                WebDriver::builder(&process.url, capabilities).request_timeout(Duration::from_secs(60)).await?;
            driver.set_script_timeout(Duration::from_secs(20)).await?;
            driver.set_page_load_timeout(Duration::from_secs(40)).await?;
            let main_window = driver.window().await?;
            Ok::<_, WebDriverError>((driver, main_window))
        });
        match started {
            Ok((driver, main_window)) => {
                let of_browser = ["goog:processID", "moz:processID"];
                for id in of_browser.iter().filter_map(|name| driver.capabilities().get(name)?.as_u64()) {
                    process.adopt(id);
                }
                let session = Self { browser, driver, process, settings, main_window };
                if settings.without_wasm {
                    let script = json!({ "source": "delete window.WebAssembly" });
                    session.devtools("Page.addScriptToEvaluateOnNewDocument", script);
                }
                Ok(session)
            }
            Err(error) => Err(format!("{} does not start: {error}\n{}", browser.name(), process.log_from(0))),
        }
    }

    /// Gives the session back: one blank window, nothing stored by pages on `file://`, which share their storage.
    pub fn give_back(self) {
        let cleaned = block(async {
            for window in self.driver.windows().await? {
                if window != self.main_window {
                    self.driver.switch_to_window(window).await?;
                    self.driver.close_window().await?;
                }
            }
            self.driver.switch_to_window(self.main_window.clone()).await?;
            self.driver.execute("try { localStorage.clear() } catch { }", []).await?;
            self.driver.goto("about:blank").await
        });
        let browser = self.browser;
        leave(browser, cleaned.is_ok().then_some(self));
    }

    /// Ends the session and its driver; for journeys that failed.
    pub fn throw_away(self) {
        let browser = self.browser;
        let _ = block(self.driver.clone().quit());
        drop(self);
        leave(browser, None);
    }

    /// Sends a command of the Chrome DevTools protocol; nothing happens in other browsers.
    pub fn devtools(&self, method: &str, parameters: Value) -> Option<Value> {
        if self.browser != Browser::Chromium {
            return None;
        }
        Some(block(self.driver.cdp().send_raw(method, parameters)).expect("chromium knows the command"))
    }
}

fn leave(browser: Browser, session: Option<Session>) {
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    pool.out[browser as usize] -= 1;
    pool.idle.extend(session);
    RETURNED.notify_all();
}

fn capabilities(browser: Browser, settings: Settings) -> Capabilities {
    let value = match browser {
        Browser::Chromium => chromium(settings),
        Browser::Firefox => firefox(settings),
        Browser::WebKit => webkit(),
    };
    let Value::Object(entries) = value else { unreachable!("capabilities are an object") };
    Capabilities::from(entries)
}

fn chromium(settings: Settings) -> Value {
    static PROFILES: AtomicU32 = AtomicU32::new(0);
    let profile = run_folder().join(format!("profile-{}", PROFILES.fetch_add(1, Ordering::Relaxed)));
    let mut arguments: Vec<String> = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--disable-breakpad",
        "--hide-scrollbars",
        "--accept-lang=vi,en",
        "--window-size=1280,900",
        // Whatever a page asks of another host fails, so a journey that passes needed none.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    .map(String::from)
    .to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    if settings.dark {
        arguments.push("--force-dark-mode".into());
    }
    let mut options = json!({ "args": arguments });
    if let Some(binary) = named_browser("CHROME") {
        options["binary"] = binary;
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

fn firefox(settings: Settings) -> Value {
    let mut options = json!({
        "args": ["-headless", "-width", "1280", "-height", "900"],
        "prefs": {
            // geckodriver relaxes this by default, and journeys on file:// would pass falsely.
            "security.fileuri.strict_origin_policy": true,
            // What pages write to the console reaches the driver's log.
            "devtools.console.stdout.content": true,
            "intl.accept_languages": "vi,en",
            // Scroll bars that take no room, as on phones, where widths matter most; Chromium runs without any.
            "ui.useOverlayScrollbars": 1,
            "javascript.options.wasm": !settings.without_wasm,
            "ui.systemUsesDarkTheme": i32::from(settings.dark),
            "layout.css.prefers-color-scheme.content-override": if settings.dark { 0 } else { 1 },
        },
    });
    if let Some(binary) = named_browser("FIREFOX") {
        options["binary"] = binary;
    }
    json!({ "browserName": "firefox", "moz:firefoxOptions": options })
}

fn webkit() -> Value {
    json!({ "browserName": "MiniBrowser" })
}

fn named_browser(variable: &str) -> Option<Value> {
    std::env::var(variable).ok().filter(|path| !path.is_empty()).map(Value::from)
}
