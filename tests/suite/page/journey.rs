//! Runs a journey: in which browser, over which form of the page, with a picture of the page when it fails. It does not
//! know what journeys do.

use super::declared::Declared;
use super::page::Page;
use super::process::Browser;
use super::server::Server;
use super::session::{Session, block};
use super::site::Site;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use thirtyfour::error::WebDriverError;

/// How a page reaches its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One file, opened from a disk.
    OneFile,
    /// A folder, opened from a disk.
    FolderOnDisk,
    /// The folder on a static host, not at its root.
    SubPath,
    /// The page in an `<iframe sandbox="allow-scripts">` on another page of a static host: the folder, and in WebKit the
    /// one file, for there a policy's `'self'` matches nothing in such a frame, not even the page's own styles.
    Sandboxed,
    /// The folder in a plain `<iframe>` of this width and height.
    Framed(u32, u32),
}

/// Every form, the cheapest first.
pub const EVERY_FORM: [Form; 4] = [Form::OneFile, Form::FolderOnDisk, Form::SubPath, Form::Sandboxed];

/// A journey: where it runs, and what it starts from.
pub struct Journey<'s> {
    /// The browser.
    pub session: &'s Session,
    /// What the pages show.
    pub site: Site,
}

/// An open page with the server it came from, if it came from one.
pub struct Opened<'s> {
    /// The page.
    pub page: Page<'s>,
    /// Its server.
    pub server: Option<Server>,
    /// The address that a new tab would open, without a hash.
    pub url: String,
}

/// The sub-path that sites are served under, with a blank as browsers ask for it.
pub const PREFIX: &str = "/kho/bai%20viet/";

/// What keeps a frame apart from its host.
pub const SANDBOX: &str = "sandbox=\"allow-scripts\"";

/// The one file beside the folder, where a server shows it.
const ONE_FILE: &str = "one-file.html";

impl<'s> Journey<'s> {
    /// The forms that a journey goes through whose claims hold in all of them. WebKit, which takes twice as long as the others, goes
    /// through the first and the last; that a page finds and tells all in every form there, `find` says.
    pub fn forms(&self) -> &'static [Form] {
        const FIRST_AND_LAST: [Form; 2] = [EVERY_FORM[0], EVERY_FORM[3]];
        if self.session.browser == Browser::WebKit { &FIRST_AND_LAST } else { &EVERY_FORM }
    }

    /// Opens the page in a form, waits until the app stands. A frame's size is not the window's.
    #[track_caller]
    pub fn open(&self, form: Form, hash: &str) -> Opened<'s> {
        let opened = self.load(form, hash);
        opened.page.wait_mounted();
        opened
    }

    /// Opens the page in a form and waits for nothing.
    #[track_caller]
    pub fn load(&self, form: Form, hash: &str) -> Opened<'s> {
        OPENED.with_borrow_mut(|opened| opened.push(format!("{form:?} {hash}")));
        let (server, url) = match form {
            Form::OneFile => (None, self.site.one_file_url()),
            Form::FolderOnDisk => (None, self.site.folder_url()),
            Form::SubPath => {
                let server = Server::start(&self.site.folder, PREFIX);
                let url = server.url("");
                (Some(server), url)
            }
            Form::Sandboxed => {
                let file = if self.session.browser == Browser::WebKit { ONE_FILE } else { "index.html" };
                self.framed(SANDBOX, (1280, 860), &format!("{file}{hash}"))
            }
            Form::Framed(width, height) => self.framed("", (width, height), &format!("index.html{hash}")),
        };
        let page = Page::new(self.session);
        let (width, height) = if let Form::Framed(width, height) = form { (width, height) } else { (1280, 900) };
        self.size(width.max(1280), height.max(900));
        if matches!(form, Form::Sandboxed | Form::Framed(..)) {
            page.goto(&url);
            page.enter_frame(0);
        } else {
            page.goto(&format!("{url}{hash}"));
        }
        Opened { page, server, url }
    }

    /// A server with a page around a frame that shows a page of the site, and that page's address.
    pub fn framed(&self, attributes: &str, (width, height): (u32, u32), page: &str) -> (Option<Server>, String) {
        let frame = format!(
            "<!doctype html><meta charset=utf-8><title>host</title><body style=\"margin:0\">\
             <iframe {attributes} style=\"border:0\" width={width} height={height} \
             src=\"{PREFIX}{page}\"></iframe>"
        );
        let one_file = format!("{PREFIX}{ONE_FILE}");
        let mut pages = vec![("/host.html", frame)];
        if page.starts_with(ONE_FILE) {
            let html = std::fs::read_to_string(&self.site.one_file).expect("the page is a text file");
            pages.push((one_file.as_str(), html));
        }
        let server = Server::start_with_pages(&self.site.folder, PREFIX, &pages);
        let url = format!("{}/host.html", server.origin());
        (Some(server), url)
    }

    /// A form whose page is that wide. Windows of Firefox and WebKit have a least width, frames have none.
    pub fn form_of_width(&self, width: u32, height: u32) -> Form {
        if self.session.browser == Browser::Chromium { Form::OneFile } else { Form::Framed(width, height) }
    }

    /// Sets the size of the window's inside; of what the page believes, where the browser can do that.
    pub fn size(&self, width: u32, height: u32) {
        let believed = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        if self.session.devtools("Emulation.setDeviceMetricsOverride", believed).is_some() {
            return;
        }
        let driver = &self.session.driver;
        let inside = async || -> Result<Vec<i64>, WebDriverError> {
            driver.execute("return [innerWidth, innerHeight]", []).await?.convert()
        };
        let sized = block(async {
            let wanted = [i64::from(width), i64::from(height)];
            let mut inner = inside().await?;
            for _ in 0..3 {
                if inner == wanted {
                    break;
                }
                let rect = driver.get_window_rect().await?;
                let wide = u32::try_from(rect.width + wanted[0] - inner[0]).unwrap_or(width);
                let high = u32::try_from(rect.height + wanted[1] - inner[1]).unwrap_or(height);
                driver.set_window_rect(0, 0, wide, high).await?;
                // A page may hear of its size after the driver says that it is set: what it was is no measure of what lacks.
                let before = inner.clone();
                for _ in 0..20 {
                    inner = inside().await?;
                    if inner != before {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
            Ok::<_, WebDriverError>(())
        });
        sized.expect("the window takes a size");
    }
}

impl Page<'_> {
    /// Waits until the app has mounted, or fails with the sentence the page shows instead.
    #[track_caller]
    pub fn wait_mounted(&self) {
        let body = "const notice = document.getElementById('recto-notice');\
                    const mounted = root !== document || !!document.querySelector('#recto[data-mounted]');\
                    if (mounted && part('search')) return 'mounted';\
                    return notice && !['update', 'coming', 'still'].includes(notice.dataset.kind) ? notice.textContent : null;";
        let state = self.wait_script("the app to mount", body, Value::Null);
        assert_eq!(state, "mounted", "the page says that it cannot start");
    }
}

/// Journeys that take as long are named, so that whoever waits for them knows which to shorten.
const LONG: Duration = Duration::from_secs(8);

/// Whether browsers must be there: `cargo xtask test` sets this.
pub fn mandatory() -> bool {
    std::env::var("RECTO_PAGE_TESTS").is_ok_and(|value| value == "1")
}

/// Why a browser has no journeys, if it has none: its driver is not there, and need not be.
pub fn absence(browser: Browser) -> Option<String> {
    let must_be_there = mandatory() && browser != Browser::WebKit;
    browser.find_driver().err().filter(|_| !must_be_there)
}

/// Why journeys through packed pages cannot run, if they cannot: the program was built without its app.
pub fn absence_of_app() -> Option<String> {
    (recto::pack::APP.is_none() && !mandatory())
        .then(|| "this recto has no app to pack. hint: cargo xtask app".to_owned())
}

thread_local! {
    /// What the journey of this thread opened, told when it fails.
    static OPENED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Runs a journey in a browser.
///
/// # Panics
///
/// When the journey fails, or when its site or its browser cannot be had.
pub fn run(declared: &Declared, browser: Browser) {
    let (name, of) = (declared.name, browser.name());
    let site = declared.corpus.map_or_else(|| Ok(Site::none()), Site::of);
    let site = site.unwrap_or_else(|reason| panic!("{of}: {name} cannot run: {reason}"));
    let session = Session::take(browser, declared.settings);
    let session = session.unwrap_or_else(|reason| panic!("{of}: {name} cannot run: {reason}"));
    OPENED.take();
    let began = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| (declared.run)(&Journey { session: &session, site })));
    if began.elapsed() >= LONG {
        eprintln!("long: {of}: {name} took {} s", began.elapsed().as_secs());
    }
    match outcome {
        Ok(()) => session.give_back(),
        Err(panic) => {
            let picture = picture_of_failure(&session, name);
            let picture = picture.map_or_else(|| "none".to_owned(), |path| path.display().to_string());
            eprintln!("{of}: {name} failed; opened {}; the page as it stood: {picture}", OPENED.take().join(", "));
            session.throw_away();
            resume_unwind(panic);
        }
    }
}

fn picture_of_failure(session: &Session, name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("page-failures");
    std::fs::create_dir_all(&folder).ok()?;
    let picture = folder.join(format!("{}-{name}.png", session.browser.name()));
    block(session.driver.screenshot(&picture)).ok()?;
    Some(picture)
}
