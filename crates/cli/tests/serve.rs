//! `rashomon serve` as a program: what it prints, whom it answers, and where it listens.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::privacy::{prepared, skipped};
use crate::program::{command, ran};

/// A server that is ended when it is dropped.
struct Served {
    child: Child,
    port: u16,
    token: String,
}

impl Served {
    fn start(mut command: Command) -> Served {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (address, token) = line.trim().split_once("/?token=").expect("an address with a token");
        let port = address.rsplit_once(':').unwrap().1.parse().unwrap();
        assert!(address.starts_with("http://127.0.0.1:"), "{line}");
        Served { child, port, token: token.to_owned() }
    }

    /// Asks for a path with some headers besides the token, and returns status and answer.
    fn get(&self, path: &str, headers: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let host = if headers.contains("Host:") {
            String::new()
        } else {
            format!("Host: 127.0.0.1:{}\r\n", self.port)
        };
        write!(stream, "GET {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer)
    }

    fn bearer(&self) -> String {
        format!("Authorization: Bearer {}\r\n", self.token)
    }

    /// Ends it as Ctrl-C does, and returns its exit code.
    fn end(mut self) -> i32 {
        let interrupt = ["-INT", &self.child.id().to_string()].map(str::to_owned);
        Command::new("kill").args(interrupt).status().unwrap();
        self.child.wait().unwrap().code().unwrap_or(-1)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_answers_who_has_the_token_and_ends_when_told() {
    let folder = prepared();
    let mut serve = command();
    serve.args(["serve", "c.rashomon", "--port", "0"]).current_dir(folder.root());
    let served = Served::start(serve);
    assert_eq!(served.get("/api/case", "").0, 401);
    assert_eq!(served.get("/api/case", "Authorization: Bearer 00\r\n").0, 401);
    let (status, answer) = served.get("/api/case", &served.bearer());
    assert_eq!(status, 200, "{answer}");
    assert!(answer.contains(r#""name":"c""#) && answer.contains(r#""write":false"#), "{answer}");
    let other = format!("{}Host: example.org\r\n", served.bearer());
    assert_eq!(served.get("/api/case", &other).0, 421);
    let (status, answer) = served.get(&format!("/?token={}", served.token), "");
    assert_eq!(status, 303);
    assert!(answer.contains("SameSite=Strict") && answer.contains("HttpOnly"), "{answer}");
    assert_eq!(served.end(), 0);
}

#[test]
fn addresses_that_others_reach_are_refused_with_the_remedy() {
    let folder = prepared();
    for address in ["0.0.0.0", "192.0.2.7", "::"] {
        let mut serve = command();
        serve.args(["serve", "c.rashomon", "--listen", address]).current_dir(folder.root());
        ran(&mut serve).ends(2).says(&[address, "other machines", "ssh -L"]);
    }
}

#[test]
fn a_case_that_is_none_is_refused_before_anything_listens() {
    let folder = prepared();
    let mut serve = command();
    ran(serve.args(["serve", "reports.jsonl"]).current_dir(folder.root())).ends(2);
    let mut serve = command();
    ran(serve.args(["serve", "absent.rashomon"]).current_dir(folder.root())).ends(2);
}

#[test]
fn it_listens_on_the_loopback_address_alone_and_asks_nobody() {
    let folder = prepared();
    let aside = tempfile::tempdir().unwrap();
    let log = aside.path().join("trace");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-e", "trace=%network", "-o"]).arg(&log);
    strace.arg(command().get_program()).args(["serve", "c.rashomon", "--port", "0"]);
    strace.current_dir(folder.root());
    let works = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status();
    if !works.is_ok_and(|status| status.success()) {
        skipped("serve listens on the loopback address alone");
        return;
    }
    let served = Served::start(strace);
    for path in ["/w/", "/events", "/api/overview", "/api/search?q=market", "/api/dossier"] {
        served.get(path, &served.bearer());
    }
    drop(served);
    let lines = std::fs::read_to_string(&log).unwrap();
    let calls = |name: &str| lines.lines().filter(|l| l.contains(&format!("{name}("))).count();
    assert_eq!(calls("connect"), 0, "{lines}");
    let bound: Vec<&str> = lines.lines().filter(|line| line.contains("bind(")).collect();
    assert_eq!(bound.len(), 1, "{lines}");
    assert!(bound[0].contains("127.0.0.1"), "{lines}");
}
