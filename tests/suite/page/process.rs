//! Starts WebDriver programs (chromedriver, geckodriver, WebKitWebDriver) on free ports and ends them, with their
//! browsers, however the test run ends. It knows nothing of pages and never looks a program up by its name in the
//! list of processes.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// How long a driver may take to answer its first status request; loaded machines are slow.
const START_DEADLINE: Duration = Duration::from_secs(30);

/// A browser the journeys can run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Through chromedriver.
    Chromium,
    /// Through geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser through WebKitWebDriver, under xvfb-run where that is installed.
    WebKit,
}

impl Browser {
    /// Every browser, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
            Browser::WebKit => "webkit",
        }
    }

    /// The variable that names the driver, the program's usual name, and what to install when it is missing.
    fn driver_program(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Browser::Chromium => ("CHROMEDRIVER", "chromedriver", "apt-get install chromium chromium-driver"),
            Browser::Firefox => (
                "GECKODRIVER",
                "geckodriver",
                "apt-get install firefox-esr; cargo install --debug --locked geckodriver --root target/tools",
            ),
            Browser::WebKit => ("WEBKITDRIVER", "WebKitWebDriver", "apt-get install webkit2gtk-driver xvfb"),
        }
    }

    /// Finds the driver: its variable, then `PATH`, then `target/tools/bin`.
    ///
    /// # Errors
    ///
    /// Says what is missing and how to get it.
    pub fn find_driver(self) -> Result<PathBuf, String> {
        let (variable, program, install) = self.driver_program();
        if let Some(named) = std::env::var_os(variable) {
            let named = PathBuf::from(named);
            return if named.is_file() {
                Ok(named)
            } else {
                Err(format!("{variable} names {}, which is not there. hint: {install}", named.display()))
            };
        }
        let screen = || std::env::var_os("DISPLAY").is_some() || find_program("xvfb-run").is_some();
        if self == Browser::WebKit && !screen() {
            return Err(format!("there is no screen for {program} and no xvfb-run. hint: {install}"));
        }
        find_program(program).ok_or_else(|| format!("{program} is not installed. hint: {install}"))
    }
}

/// Looks for a program in `PATH` and in the project's own tools.
pub fn find_program(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    let tools = [target.join("tools/bin"), Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin")];
    std::env::split_paths(&path).chain(tools).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// The folder of this run: profiles, logs, packed sites. A shell that outlives the run by a moment removes it.
pub fn run_folder() -> &'static Path {
    static FOLDER: OnceLock<(PathBuf, Option<Child>)> = OnceLock::new();
    let (folder, _) = FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("recto-page-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder takes a folder");
        let remove = "cat >/dev/null; for look in 1 2 3 4 5 6 7 8 9; do sleep 2; rm -rf \"$1\" && break; done";
        let mut command = Command::new("sh");
        command.args(["-c", remove, "sweep"]).arg(&folder).stdin(Stdio::piped()).stdout(Stdio::null());
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        (folder, command.stderr(Stdio::null()).spawn().ok())
    });
    folder
}

/// A running driver. A small shell stands between: it ends the driver's process group as soon as its standard input
/// closes, which the system does even when the test run is killed.
pub struct DriverProcess {
    /// Where it listens.
    pub url: String,
    log: PathBuf,
    supervisor: Child,
    lifeline: Option<ChildStdin>,
}

/// `$1` is the folder to remove, the rest the driver's command line. Process ids come in by standard input, one a line:
/// browsers leave their driver's family. At its end these and everything below the driver are asked to end, then killed.
const SUPERVISOR: &str = r#"
folder=$1; shift
"$@" </dev/null &
driver=$!
browsers=
while read -r browser; do browsers="$browsers $browser"; done
below() ( for child in $(pgrep -P "$1"); do below "$child"; echo "$child"; done )
family="$(for one in $browsers $driver; do below "$one"; echo "$one"; done)"
kill -TERM $family
for look in 1 2 3 4 5 6 7 8 9 10; do kill -0 $browsers $driver || break; sleep 0.1; done
kill -KILL $family
rm -rf "$folder"
"#;

impl DriverProcess {
    /// Starts the driver of a browser and waits until it answers.
    ///
    /// # Errors
    ///
    /// Says what is missing, or quotes the driver's log when it did not start.
    pub fn start(browser: Browser) -> Result<Self, String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        static DISPLAY: Mutex<()> = Mutex::new(());
        // xvfb-run's choice of a display is not safe against a second one at the same time.
        let _display = (browser == Browser::WebKit).then(|| DISPLAY.lock().unwrap_or_else(PoisonError::into_inner));
        let program = browser.find_driver()?;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = run_folder().join(format!("{}-{number}", browser.name()));
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let log = run_folder().join(format!("{}-{number}.log", browser.name()));
        let port = free_port();
        let mut command = Command::new("sh");
        command.args(["-c", SUPERVISOR, "supervisor"]).arg(&folder);
        match browser {
            Browser::Chromium => command.arg(&program).arg(format!("--port={port}")),
            Browser::Firefox => {
                command.arg(&program).args(["--port", &port.to_string()]).args(["--websocket-port", "0"])
            }
            Browser::WebKit => {
                if let Some(display) = find_program("xvfb-run") {
                    command.arg(display).args(["-a", "-s", "-screen 0 1600x1200x24"]);
                }
                // Drawing by a graphics card that is not there takes a fifth of the time of a journey.
                command.arg(&program).arg(format!("--port={port}")).env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
            }
        };
        let output = File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
        let errors = output.try_clone().map_err(|error| format!("{}: {error}", log.display()))?;
        command.env("TMPDIR", &folder).stdin(Stdio::piped()).stdout(output).stderr(errors);
        // A group of its own: an interrupt from the keyboard ends the run, and then the supervisor does its work.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut supervisor = command.spawn().map_err(|error| format!("sh does not start: {error}"))?;
        let lifeline = supervisor.stdin.take();
        let process = Self { url: format!("http://127.0.0.1:{port}"), log, supervisor, lifeline };
        process.wait_until_ready(port)?;
        Ok(process)
    }

    fn wait_until_ready(&self, port: u16) -> Result<(), String> {
        let deadline = Instant::now() + START_DEADLINE;
        while Instant::now() < deadline {
            if status_is_ready(port) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(format!("{} does not answer after {START_DEADLINE:?}; its log:\n{}", self.url, self.log_from(0)))
    }

    /// Has a browser's process ended with the driver.
    pub fn adopt(&mut self, browser_process: u64) {
        if let Some(lifeline) = &mut self.lifeline {
            let _ = writeln!(lifeline, "{browser_process}");
        }
    }

    /// How long the driver's log is, in bytes.
    pub fn log_len_bytes(&self) -> u64 {
        std::fs::metadata(&self.log).map_or(0, |about| about.len())
    }

    /// The driver's log (with what its browser printed) from a byte on.
    pub fn log_from(&self, start_bytes: u64) -> String {
        let bytes = std::fs::read(&self.log).unwrap_or_default();
        let start = usize::try_from(start_bytes).unwrap_or(usize::MAX).min(bytes.len());
        String::from_utf8_lossy(&bytes[start..]).into_owned()
    }
}

impl Drop for DriverProcess {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        let _ = self.supervisor.wait();
    }
}

/// A port nobody listens on just now.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("the loopback address has a free port");
    listener.local_addr().expect("a bound listener has an address").port()
}

fn status_is_ready(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
    let request = format!("GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    if stream.write_all(request.as_bytes()).is_err() {
        return false;
    }
    let mut answer = [0; 512];
    let mut read = 0;
    while read < answer.len() {
        match stream.read(&mut answer[read..]) {
            Ok(0) | Err(_) => break,
            Ok(more) => read += more,
        }
        if answer[..read].ends_with(b"}") {
            break;
        }
    }
    let answer = String::from_utf8_lossy(&answer[..read]);
    answer.starts_with("HTTP/1.1 200") && !answer.replace(' ', "").contains("\"ready\":false")
}
