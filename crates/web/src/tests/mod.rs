//! The server asked without a socket: who gets in, what hostile words become, what the API says of itself.
//!
//! Cases are made of invented reports in folders that vanish.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod api;
mod doors;
mod hostile;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use rashomon::model::{Report, ReportId};
use rashomon::{CaseFile, Entry, Reader};
use tower::ServiceExt;

use crate::app::{App, Made};
use crate::token::Token;

/// The port the tests pretend to listen on.
pub const PORT: u16 = 8420;

/// A server of a case, asked in place.
pub struct Asked {
    _folder: tempfile::TempDir,
    router: Router,
    pub token: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|why| panic!("{why}: {}", self.body))
    }
}

/// Some report.
pub fn report(id: &str, outlet: &str, title: &str, text: &str) -> Report {
    Report {
        id: ReportId(id.to_owned()),
        outlet: Some(outlet.to_owned()),
        published: "2031-03-05".parse().ok(),
        url: None,
        title: Some(title.to_owned()),
        lang: Some("en".to_owned()),
        text: text.to_owned(),
    }
}

/// Two reports that contradict each other.
pub fn two() -> Vec<Report> {
    vec![
        report(
            "ht-1",
            "Harbour Times",
            "Strike on the market",
            "At least 12 people were killed in an airstrike on the market of Ostrel on Tuesday, the \
             city clinic said. The Interior Army denied that it carried out the attack.",
        ),
        report(
            "nw-1",
            "Northern Wire",
            "Raid",
            "Three people were killed in an airstrike on the market of Ostrel on Tuesday, the \
             Interior Army said.",
        ),
    ]
}

impl Asked {
    /// Serves reports.
    pub fn of(reports: Vec<Report>, write: bool) -> Asked {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("week.rashomon");
        let mut case = CaseFile::open_or_create(&path).unwrap().salted([1; 32]);
        let reader = Reader::new().unwrap();
        let entries = reports.into_iter().map(|report| Entry {
            raw: report.text.clone().into_bytes(),
            report,
            diagnostics: Vec::new(),
            received: None,
        });
        case.add(&reader, entries, ("2031-03-06T00:00:00Z", "a test"), &mut |_| {}).unwrap();
        case.refresh().unwrap();
        let token = Token::of([5; 16]);
        let app = App::new(Made {
            path,
            as_of: None,
            write,
            token: token.clone(),
            port: PORT,
            clock: Arc::new(|| "2031-03-07T00:00:00Z".to_owned()),
        });
        let router = crate::api::router(app);
        Asked { _folder: folder, router, token: token.as_str().to_owned() }
    }

    /// Sends a request with some headers, as they stand.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            let body = String::from_utf8(body.to_vec()).unwrap();
            Answer { status: parts.status, headers: parts.headers, body }
        })
    }

    /// Asks as a script does.
    pub fn get(&self, path: &str) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        self.send("GET", path, &[("host", &own()), ("authorization", &bearer)], "")
    }

    /// Sends JSON as a script does.
    pub fn post(&self, path: &str, body: &serde_json::Value) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        let headers = [
            ("host", own()),
            ("authorization", bearer),
            ("content-type", "application/json".into()),
        ];
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.send("POST", path, &headers, &body.to_string())
    }
}

/// The server's own name.
pub fn own() -> String {
    format!("127.0.0.1:{PORT}")
}
