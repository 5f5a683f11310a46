//! The shim: SQLite's disk interface, handed on to the real one call by call, unless the plan says otherwise.
//!
//! In: calls from SQLite's C code. Out: the same calls to the VFS that was the default before, their answers unchanged; at
//! the planned point a fault instead. It is a copy of the real VFS with two functions of its own, opening and deleting;
//! each open file carries the real file behind its own head. Follows <https://sqlite.org/vfs.html>.
//! What must hold: a file handle is ours from its successful opening to its closing, and the real file behind it too; no
//! Rust panic passes through C.

use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::ptr;
use std::sync::OnceLock;

use rusqlite::ffi::{self, sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs};

use crate::disk::{self, Answer};
use crate::plan::Point;
use crate::recording::Operation;

/// An open file: SQLite's head, our note, and behind it in the same memory the real file.
#[repr(C)]
struct File {
    head: sqlite3_file,
    /// From `Box::into_raw`, given back in `close`.
    path: *mut PathBuf,
}

/// Address of the VFS that was the default before ours.
struct Real(*mut sqlite3_vfs);

// SAFETY: the default VFS lives as long as the process, and SQLite itself calls it from all threads.
unsafe impl Send for Real {}
// SAFETY: as above.
unsafe impl Sync for Real {}

static REAL: OnceLock<Real> = OnceLock::new();

/// Says that SQLite did not take the shim.
#[derive(Debug)]
pub struct NotInstalled;

impl std::fmt::Display for NotInstalled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SQLite has no disk to stand before, or does not take another one")
    }
}

impl std::error::Error for NotInstalled {}

/// Puts the shim before the disk that SQLite uses in this process; once, however often it is called.
///
/// # Errors
/// Where SQLite refuses.
pub fn install() -> Result<(), NotInstalled> {
    static INSTALLED: OnceLock<bool> = OnceLock::new();
    let is_installed = INSTALLED.get_or_init(|| {
        // SAFETY: plain look-up of the default; SQLite initialises itself on this call.
        let real = unsafe { ffi::sqlite3_vfs_find(ptr::null()) };
        if real.is_null() || REAL.set(Real(real)).is_err() {
            return false;
        }
        // SAFETY: `real` is a valid VFS; a copy of it shares its functions, which look at no field that we change
        // except the name, which they ignore.
        let mut ours = unsafe { ptr::read(real) };
        ours.zName = c"rashomon-faults".as_ptr();
        ours.pNext = ptr::null_mut();
        ours.szOsFile += size_of::<File>() as c_int;
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        // SAFETY: the VFS is leaked, so that it lives as long as the process, as SQLite asks.
        let given = unsafe { ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 1) };
        given == ffi::SQLITE_OK
    });
    if *is_installed { Ok(()) } else { Err(NotInstalled) }
}

fn real_vfs() -> *mut sqlite3_vfs {
    REAL.get().map_or(ptr::null_mut(), |real| real.0)
}

/// Returns the real file behind one of ours.
unsafe fn behind(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: SQLite gave us `szOsFile` bytes, which are our head and then the real file; `File` has pointers only, so
    // what follows it is aligned for pointers too.
    unsafe { file.cast::<File>().add(1).cast() }
}

unsafe fn path_of<'a>(file: *mut sqlite3_file) -> &'a PathBuf {
    // SAFETY: the box is ours from opening to closing, and nobody writes to it.
    unsafe { &*(*file.cast::<File>()).path }
}

/// Calls a function of the real file by the name of its slot; a slot that is empty gives an error.
macro_rules! pass {
    ($file:expr, $slot:ident $(, $argument:expr)*) => {{
        // SAFETY: called only between a successful opening and the closing, when the real file has its functions.
        let real = unsafe { behind($file) };
        // SAFETY: as above.
        match unsafe { (*(*real).pMethods).$slot } {
            // SAFETY: SQLite's own arguments, unchanged, to the file they are meant for.
            Some(function) => unsafe { function(real $(, $argument)*) },
            None => ffi::SQLITE_IOERR,
        }
    }};
}

fn die() -> ! {
    // SAFETY: sends a signal to ourselves; nothing is shared.
    unsafe {
        libc::kill(libc::getpid(), libc::SIGKILL);
    }
    // The signal may take a moment to arrive.
    loop {
        std::thread::park();
    }
}

/// Meets a point at which nothing can be done in part.
fn meet(point: Point) -> Result<(), c_int> {
    match disk::meet(point) {
        Answer::Pass | Answer::Half => Ok(()),
        Answer::Die { .. } => die(),
        Answer::Give { code, .. } => Err(code),
    }
}

unsafe extern "C" fn open(
    _vfs: *mut sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives memory of `szOsFile` bytes; an empty table of functions says that nothing is open.
    unsafe { (*file).pMethods = ptr::null() };
    // SAFETY: a name is NUL-terminated, or null for a temporary file.
    let path = (!name.is_null()).then(|| unsafe { CStr::from_ptr(name) });
    let path = path.map_or_else(PathBuf::new, |it| PathBuf::from(OsStr::from_bytes(it.to_bytes())));
    let is_made = flags & ffi::SQLITE_OPEN_CREATE != 0 && !path.exists();
    if is_made && let Err(code) = meet(Point::Make) {
        return code;
    }
    // SAFETY: see `behind`.
    let real = unsafe { behind(file) };
    let vfs = real_vfs();
    // SAFETY: the real VFS is valid for ever.
    let Some(function) = (unsafe { (*vfs).xOpen }) else { return ffi::SQLITE_CANTOPEN };
    // SAFETY: SQLite's own arguments; the real VFS gets itself, and memory of its own size.
    let code = unsafe { function(vfs, name, real, flags, out) };
    if code != ffi::SQLITE_OK {
        return code;
    }
    let note = Box::into_raw(Box::new(path.clone()));
    // SAFETY: an open real file has its functions.
    let can_share =
        unsafe { (*(*real).pMethods).iVersion >= 2 && (*(*real).pMethods).xShmMap.is_some() };
    // SAFETY: our part of the memory.
    unsafe {
        (*file.cast::<File>()).path = note;
        (*file).pMethods = if can_share { &SHARED } else { &ALONE };
    }
    if is_made {
        disk::note(|| Operation::Make(path));
    } else if disk::is_new(&path) {
        // SAFETY: the file is open now.
        disk::found(&path, unsafe { content(file) });
    }
    ffi::SQLITE_OK
}

/// Reads a whole file through SQLite's own handle; another one would drop its locks on closing.
unsafe fn content(file: *mut sqlite3_file) -> Vec<u8> {
    let mut length: sqlite3_int64 = 0;
    if pass!(file, xFileSize, &mut length) != ffi::SQLITE_OK {
        return Vec::new();
    }
    let mut bytes = vec![0_u8; usize::try_from(length).unwrap_or(0)];
    let count = c_int::try_from(bytes.len()).unwrap_or(0);
    if count > 0 {
        pass!(file, xRead, bytes.as_mut_ptr().cast::<c_void>(), count, 0);
    }
    bytes
}

unsafe extern "C" fn delete(_vfs: *mut sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    if let Err(code) = meet(Point::Delete) {
        return code;
    }
    let vfs = real_vfs();
    // SAFETY: the real VFS is valid for ever.
    let Some(function) = (unsafe { (*vfs).xDelete }) else { return ffi::SQLITE_IOERR_DELETE };
    // SAFETY: SQLite's own arguments to the real VFS.
    let code = unsafe { function(vfs, name, sync) };
    if code == ffi::SQLITE_OK && !name.is_null() {
        // SAFETY: a name is NUL-terminated.
        let path = PathBuf::from(OsStr::from_bytes(unsafe { CStr::from_ptr(name) }.to_bytes()));
        disk::note(|| Operation::Delete { path, is_synced: sync != 0 });
    }
    code
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let code = pass!(file, xClose);
    // SAFETY: from `Box::into_raw` in `open`; SQLite closes a file once.
    unsafe {
        drop(Box::from_raw((*file.cast::<File>()).path));
        (*file).pMethods = ptr::null();
    }
    code
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    to: *mut c_void,
    count: c_int,
    at: sqlite3_int64,
) -> c_int {
    match disk::meet(Point::Read) {
        Answer::Pass => pass!(file, xRead, to, count, at),
        Answer::Die { .. } => die(),
        Answer::Give { code, .. } => code,
        Answer::Half => {
            let code = pass!(file, xRead, to, count, at);
            let half = usize::try_from(count).unwrap_or(0) / 2;
            // SAFETY: SQLite's buffer has `count` bytes.
            unsafe { ptr::write_bytes(to.cast::<u8>().add(half), 0, half) };
            if code == ffi::SQLITE_OK { ffi::SQLITE_IOERR_SHORT_READ } else { code }
        }
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    count: c_int,
    at: sqlite3_int64,
) -> c_int {
    let put = |count: c_int| {
        let code = if count == 0 { ffi::SQLITE_OK } else { pass!(file, xWrite, from, count, at) };
        if code == ffi::SQLITE_OK {
            disk::note(|| {
                let length = usize::try_from(count).unwrap_or(0);
                // SAFETY: SQLite's buffer has at least `count` bytes.
                let bytes = unsafe { std::slice::from_raw_parts(from.cast::<u8>(), length) };
                // SAFETY: the file is open.
                let path = unsafe { path_of(file) }.clone();
                let at = usize::try_from(at).unwrap_or(0);
                Operation::Write { path, at, bytes: bytes.to_vec() }
            });
        }
        code
    };
    let part = |done: usize| c_int::try_from(done).unwrap_or(c_int::MAX).min(count);
    match disk::meet(Point::Write) {
        Answer::Pass | Answer::Half => put(count),
        Answer::Die { done } => {
            put(part(done));
            die()
        }
        Answer::Give { code, done } => {
            put(part(done));
            code
        }
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, length: sqlite3_int64) -> c_int {
    if let Err(code) = meet(Point::Truncate) {
        return code;
    }
    let code = pass!(file, xTruncate, length);
    if code == ffi::SQLITE_OK {
        disk::note(|| {
            // SAFETY: the file is open.
            let path = unsafe { path_of(file) }.clone();
            Operation::Truncate { path, length: usize::try_from(length).unwrap_or(0) }
        });
    }
    code
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    if let Err(code) = meet(Point::Sync) {
        return code;
    }
    let code = pass!(file, xSync, flags);
    if code == ffi::SQLITE_OK {
        // SAFETY: the file is open.
        disk::note(|| Operation::Sync(unsafe { path_of(file) }.clone()));
    }
    code
}

unsafe extern "C" fn map(
    file: *mut sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    if extend != 0
        && let Err(code) = meet(Point::Share)
    {
        // SAFETY: SQLite's own place for the answer.
        unsafe { *out = ptr::null_mut() };
        return code;
    }
    pass!(file, xShmMap, region, size, extend, out)
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut sqlite3_int64) -> c_int {
    pass!(file, xFileSize, size)
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    pass!(file, xLock, level)
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    pass!(file, xUnlock, level)
}

unsafe extern "C" fn check_lock(file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    pass!(file, xCheckReservedLock, out)
}

unsafe extern "C" fn control(file: *mut sqlite3_file, what: c_int, with: *mut c_void) -> c_int {
    pass!(file, xFileControl, what, with)
}

unsafe extern "C" fn sector_size(file: *mut sqlite3_file) -> c_int {
    pass!(file, xSectorSize)
}

unsafe extern "C" fn characteristics(file: *mut sqlite3_file) -> c_int {
    pass!(file, xDeviceCharacteristics)
}

unsafe extern "C" fn shared_lock(f: *mut sqlite3_file, at: c_int, n: c_int, flags: c_int) -> c_int {
    pass!(f, xShmLock, at, n, flags)
}

unsafe extern "C" fn shared_barrier(file: *mut sqlite3_file) {
    // SAFETY: called only while the file is open.
    let real = unsafe { behind(file) };
    // SAFETY: as above.
    if let Some(function) = unsafe { (*(*real).pMethods).xShmBarrier } {
        // SAFETY: as above.
        unsafe { function(real) }
    }
}

unsafe extern "C" fn unmap(file: *mut sqlite3_file, with_file: c_int) -> c_int {
    pass!(file, xShmUnmap, with_file)
}

/// Functions of a file that others may use too; no memory-mapped reading, so that every read passes here.
static SHARED: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_lock),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(map),
    xShmLock: Some(shared_lock),
    xShmBarrier: Some(shared_barrier),
    xShmUnmap: Some(unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Functions of a file that was opened as one that never changes: without shared memory.
static ALONE: sqlite3_io_methods = sqlite3_io_methods {
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    ..SHARED
};
