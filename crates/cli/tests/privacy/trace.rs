//! A run of the program under `strace`, and what its system calls touched.
//!
//! In: arguments, a folder. Out: calls of the network, paths that were written, made, moved or taken
//! away (also where that failed), and the modes of files and folders that were made. Paths are made
//! absolute by the folder, links in them not followed.

use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::program::{Folder, command};

/// What a traced run did.
#[derive(Debug, Default)]
pub struct Trace {
    pub code: i32,
    pub calls: usize,
    pub sockets: Vec<String>,
    pub written: Vec<String>,
    pub made: Vec<(String, u32)>,
}

/// Calls that reach a network, or another process by a socket.
const NETWORK: [&str; 9] = [
    "socket",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "sendto",
    "recvfrom",
    "socketpair",
];

impl Trace {
    /// Runs the program traced; none where this machine does not trace.
    pub fn of(folder: &Folder, args: &[&str]) -> Option<Trace> {
        // Outside the folder of the case, which is what is watched; still a folder that vanishes.
        let aside = tempfile::tempdir().unwrap();
        let log = aside.path().join("trace");
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-e", "trace=%network,%file", "-o"]).arg(&log);
        strace.arg(command().get_program()).args(args).current_dir(folder.root());
        strace.env("RASHOMON_PASSWORD", "for a test");
        strace.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let code = strace.status().ok()?.code()?;
        let lines = std::fs::read_to_string(&log).ok().filter(|lines| lines.contains("execve"))?;
        let mut trace = Trace::read(&lines, &folder.root().canonicalize().unwrap());
        trace.code = code;
        Some(trace)
    }

    /// Reads what `strace -f` wrote.
    pub fn read(lines: &str, root: &Path) -> Trace {
        let mut trace = Trace::default();
        for line in lines.lines() {
            // `12 openat(…) = 3`; a call that another thread cut in two resumes with `<...`.
            let call = line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
            let Some((name, rest)) = call.split_once('(') else { continue };
            trace.calls += 1;
            trace.take(name, rest, call, root);
        }
        trace
    }

    fn take(&mut self, name: &str, rest: &str, call: &str, root: &Path) {
        if NETWORK.contains(&name) {
            self.sockets.push(call.to_owned());
            return;
        }
        let opens = matches!(name, "open" | "openat" | "openat2" | "creat");
        let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"].iter().any(|f| rest.contains(f));
        let changes =
            ["mkdir", "rename", "unlink", "link", "symlink", "mknod", "truncate", "rmdir"];
        let changes = changes.iter().any(|begin| name.starts_with(begin)) || name == "creat";
        if !(opens && writes || changes) {
            return;
        }
        let paths: Vec<String> =
            rest.split('"').skip(1).step_by(2).map(|path| absolute(root, path)).collect();
        let makes = name.starts_with("mkdir") || name == "creat" || rest.contains("O_CREAT");
        let mode = rest.rsplit_once(')').and_then(|(args, _)| args.rsplit(", ").next());
        let mode =
            mode.filter(|mode| mode.starts_with('0')).and_then(|m| u32::from_str_radix(m, 8).ok());
        if let (true, Some(path)) = (makes, paths.first()) {
            self.made.push((path.clone(), mode.unwrap_or(0o777)));
        }
        self.written.extend(paths);
    }
}

fn absolute(root: &Path, path: &str) -> String {
    let mut out = PathBuf::new();
    for part in root.join(path).components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out.to_string_lossy().into_owned()
}
