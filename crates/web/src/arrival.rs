//! From where a request comes: whose address asks, and whether its way was safe.

use crate::app::App;
use crate::operations::requests::{self, Answered};
use axum::body::HttpBody;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::header::{HeaderMap, HeaderValue, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderName, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Where an answer tells the id of its request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The other end of a request's connection. Whoever serves the router puts it into the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Its address.
    pub address: IpAddr,
    /// Whether the connection itself is encrypted.
    pub encrypted: bool,
}

/// The address of whoever asks, as near to them as those on the way can be believed. IPv4 written as IPv6 is IPv4. Delays
/// at the door go by it, which nobody may shake off by a forged header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The address from which a request comes, for whoever slows failures down. Where nobody said who is at the other end,
/// everybody shares one.
pub(crate) struct From(pub(crate) IpAddr);

impl<S: Sync> FromRequestParts<S> for From {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<ClientAddress>();
        Ok(Self(known.map_or(Ipv4Addr::UNSPECIFIED.into(), |client| client.0)))
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Addresses that share their first bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    first: IpAddr,
    prefix_bits: u32,
}

/// The proxies whose word on a request's way is believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<Network>);

/// Why a list of proxies is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProxyFault {
    /// No address stands there.
    #[error(
        "{0:?} is neither an address nor a network; write 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32, comma between two"
    )]
    NoAddress(String),
    /// No network is that narrow.
    #[error("the prefix of {0} is no number from 1 to 32, with IPv6 to 128")]
    Prefix(String),
    /// Everybody would be a proxy.
    #[error("{0} would believe everybody; name the proxy")]
    Everybody(String),
    /// An address within the network stands in the network's place.
    #[error("{written} is not the first address of its network; write {first}/{prefix_bits}")]
    Within {
        /// What stands there.
        written: String,
        /// The first address of its network.
        first: IpAddr,
        /// The length of its prefix.
        prefix_bits: u32,
    },
}

/// An address as a number, and the width of such numbers in bits.
fn number(address: IpAddr) -> (u128, u32) {
    match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), u32::BITS),
        IpAddr::V6(address) => (address.to_bits(), u128::BITS),
    }
}

impl Network {
    fn holds(&self, address: IpAddr) -> bool {
        let ((first, width_bits), (asked, asked_bits)) = (number(self.first), number(address));
        width_bits == asked_bits && (first ^ asked).checked_shr(width_bits - self.prefix_bits).unwrap_or(0) == 0
    }
}

impl FromStr for Network {
    type Err = ProxyFault;

    fn from_str(written: &str) -> Result<Self, ProxyFault> {
        let (address, prefix) = match written.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (written, None),
        };
        let address: IpAddr = address.parse().map_err(|_| ProxyFault::NoAddress(written.to_owned()))?;
        // Peers are compared as IPv4 where they are: a network written otherwise would never fit.
        if address != address.to_canonical() {
            return Err(ProxyFault::NoAddress(written.to_owned()));
        }
        let (first, width_bits) = number(address);
        let prefix_bits = match prefix {
            None => width_bits,
            Some(digits) => digits.parse().map_err(|_| ProxyFault::Prefix(written.to_owned()))?,
        };
        if prefix_bits == 0 {
            return Err(ProxyFault::Everybody(written.to_owned()));
        }
        let Some(host_bits) = width_bits.checked_sub(prefix_bits) else {
            return Err(ProxyFault::Prefix(written.to_owned()));
        };
        let first = first.checked_shr(host_bits).and_then(|bits| bits.checked_shl(host_bits)).unwrap_or(0);
        let first = match address {
            IpAddr::V4(_) => IpAddr::from(u32::try_from(first).unwrap_or_default().to_be_bytes()),
            IpAddr::V6(_) => IpAddr::from(first.to_be_bytes()),
        };
        match first == address {
            true => Ok(Self { first, prefix_bits }),
            false => Err(ProxyFault::Within { written: written.to_owned(), first, prefix_bits }),
        }
    }
}

impl FromStr for TrustedProxies {
    type Err = ProxyFault;

    fn from_str(written: &str) -> Result<Self, ProxyFault> {
        written.split(',').map(|network| network.trim().parse()).collect::<Result<_, _>>().map(Self)
    }
}

impl TrustedProxies {
    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }
}

/// The address in one hop of `X-Forwarded-For`: plain, with brackets, with a port, with a zone.
fn hop(written: &str) -> Option<IpAddr> {
    let written = written.trim();
    let written = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written);
    let address = match written.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            let port_fits = port.is_empty() || port.strip_prefix(':')?.parse::<u16>().is_ok();
            port_fits.then_some(address)?
        }
        None => written,
    };
    // A zone names a card of the machine that wrote it.
    let address = address.split_once('%').map_or(address, |(address, _)| address);
    let found = address.parse().or_else(|_| address.parse().map(|with_port: SocketAddr| with_port.ip()));
    found.ok().map(|found: IpAddr| found.to_canonical())
}

/// Who asks: the peer, or, where it is a trusted proxy, the nearest hop that is none. A hop that cannot be read hides what
/// lies behind it, so that the proxy that handed it on is answerable.
pub(crate) fn client_address(peer: IpAddr, headers: &HeaderMap, proxies: &TrustedProxies) -> ClientAddress {
    let mut nearest = peer.to_canonical();
    for line in headers.get_all(FORWARDED_FOR).iter().rev() {
        // What is not ASCII is no address, and spoils no other hop.
        for written in line.as_bytes().rsplit(|byte| *byte == b',') {
            if !proxies.trusts(nearest) {
                return ClientAddress(nearest);
            }
            match std::str::from_utf8(written).ok().and_then(hop) {
                Some(address) => nearest = address,
                None => return ClientAddress(nearest),
            }
        }
    }
    ClientAddress(nearest)
}

/// Whether a request crossed a network unencrypted: so says a trusted proxy, or it came from another machine so.
fn crossed_plainly(peer: Peer, headers: &HeaderMap, proxies: &TrustedProxies) -> bool {
    let address = peer.address.to_canonical();
    if !proxies.trusts(address) {
        return !peer.encrypted && !address.is_loopback();
    }
    let said = headers.get_all(FORWARDED_PROTO).iter().next_back();
    let nearest = said.and_then(|line| line.as_bytes().rsplit(|byte| *byte == b',').next());
    nearest.is_some_and(|scheme| scheme.trim_ascii().eq_ignore_ascii_case(b"http"))
}

/// The same page at the origin where it may be read.
fn at_origin(origin: &str, uri: &Uri) -> Response {
    let path = uri.path_and_query().map(|path| path.as_str()).filter(|path| path.starts_with('/')).unwrap_or("/");
    let mut response = StatusCode::PERMANENT_REDIRECT.into_response();
    if let Ok(address) = HeaderValue::from_str(&format!("{origin}{path}")) {
        response.headers_mut().insert(LOCATION, address);
    }
    response
}

/// The id of one request, made here: it stands in the log, in the answer's head and on the page of a failure. An id that
/// comes from outside is no id of ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RequestId(Uuid);

impl RequestId {
    /// What somebody tells the help desk: the last twelve signs, by which the whole id is found in the log.
    pub(crate) fn told(self) -> String {
        self.0.to_string().rsplit('-').next().unwrap_or_default().to_owned()
    }
}

/// Finds out who asks, sends to HTTPS whoever came without it, counts the answer and tells the log. Of the address the log
/// is told the pattern alone: an address holds ids, and whatever somebody typed into it.
pub(crate) async fn arrive(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let _under_way = app.requests.begin();
    // Without chance there is no id; everything else will fail then, and say so.
    let RequestId(id) = app.office.new_id().map(RequestId).unwrap_or_default();
    request.extensions_mut().insert(RequestId(id));
    let route = requests::route(request.extensions().get::<MatchedPath>().map(MatchedPath::as_str));
    let method = requests::named(request.method());
    let client =
        request.extensions().get::<Peer>().map(|peer| client_address(peer.address, request.headers(), &app.proxies));
    if let Some(client) = client {
        request.extensions_mut().insert(client);
    }
    // So that whatever is told of this request on its way carries its id; at a level that no filter leaves out.
    let span = tracing::error_span!(target: "request", "request", %id);
    let mut response = let_in(&app, request, next).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let (status, took) = (response.status(), began.elapsed());
    app.requests.answered(Answered { method, route, class: status.as_u16() / 100 }, took);
    let client = client.map(tracing::field::display);
    let (status, bytes) = (status.as_u16(), HttpBody::size_hint(response.body()).exact());
    let milliseconds = took.as_micros() as f64 / 1000.0;
    tracing::info!(target: "request", %id, client, method, route, status, milliseconds, bytes, "answered");
    response
}

async fn let_in(app: &App, request: Request, next: Next) -> Response {
    let Some(peer) = request.extensions().get::<Peer>().copied() else { return next.run(request).await };
    let plainly = crossed_plainly(peer, request.headers(), &app.proxies);
    if plainly && app.origin.is_https() {
        let mut response = at_origin(&app.origin.0, request.uri());
        crate::headers::set(&mut response, &app.origin);
        return response;
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    fn proxies() -> TrustedProxies {
        "10.0.0.0/8, 192.0.2.7,2001:db8:1::/48".parse().unwrap()
    }

    fn headers(name: &HeaderName, lines: &[&[u8]]) -> HeaderMap {
        lines.iter().map(|line| (name.clone(), HeaderValue::from_bytes(line).unwrap())).collect()
    }

    fn asks(peer: &str, lines: &[&str]) -> String {
        let lines: Vec<&[u8]> = lines.iter().map(|line| line.as_bytes()).collect();
        client_address(peer.parse().unwrap(), &headers(&FORWARDED_FOR, &lines), &proxies()).to_string()
    }

    #[test]
    fn the_nearest_hop_that_is_no_trusted_proxy_asks() {
        for (peer, lines, who) in [
            ("203.0.113.9", &[][..], "203.0.113.9"),
            ("203.0.113.9", &["198.51.100.1"], "203.0.113.9"),
            ("192.0.2.8", &["198.51.100.1"], "192.0.2.8"),
            ("192.0.2.7", &["198.51.100.1"], "198.51.100.1"),
            ("192.0.2.7", &[], "192.0.2.7"),
            ("::ffff:192.0.2.7", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("10.1.2.3", &["6.6.6.6, 198.51.100.1, 10.9.9.9"], "198.51.100.1"),
            ("10.1.2.3", &["6.6.6.6", "198.51.100.1,10.9.9.9"], "198.51.100.1"),
            ("10.1.2.3", &["6.6.6.6,198.51.100.1", "10.9.9.9"], "198.51.100.1"),
            ("10.1.2.3", &["10.3.3.3,10.9.9.9"], "10.3.3.3"),
            ("10.1.2.3", &["198.51.100.1:4711"], "198.51.100.1"),
            ("2001:db8:1:2::3", &["2001:db8:7::1"], "2001:db8:7::1"),
            ("2001:db8:1:2::3", &["[2001:db8:7::1]:4711"], "2001:db8:7::1"),
            ("2001:db8:1:2::3", &["\"[2001:db8:7::1]\""], "2001:db8:7::1"),
            ("2001:db8:1:2::3", &["fe80::1%eth0"], "fe80::1"),
            ("2001:db8:1:2::3", &["[fe80::1%25eth0]:80"], "fe80::1"),
            // Behind what cannot be read nothing is believed.
            ("10.1.2.3", &["198.51.100.1, unknown"], "10.1.2.3"),
            ("10.1.2.3", &["198.51.100.1, unknown, 10.9.9.9"], "10.9.9.9"),
            ("10.1.2.3", &[""], "10.1.2.3"),
            ("10.1.2.3", &["198.51.100.1,"], "10.1.2.3"),
            ("10.1.2.3", &["[198.51.100.1]x"], "10.1.2.3"),
            ("10.1.2.3", &["[2001:db8:7::1"], "10.1.2.3"),
            ("10.1.2.3", &["198.51.100.1:99999"], "10.1.2.3"),
            ("10.1.2.3", &["198.051.100.1"], "10.1.2.3"),
        ] {
            assert_eq!(asks(peer, lines), who, "{peer} {lines:?}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_asked_how_a_request_came() {
        let plainly = |address: &str, encrypted, lines: &[&str]| {
            let lines: Vec<&[u8]> = lines.iter().map(|line| line.as_bytes()).collect();
            let peer = Peer { address: address.parse().unwrap(), encrypted };
            crossed_plainly(peer, &headers(&FORWARDED_PROTO, &lines), &proxies())
        };
        for (address, encrypted, lines, expected) in [
            ("192.0.2.7", false, &["http"][..], true),
            ("192.0.2.7", true, &["HTTP"], true),
            ("192.0.2.7", false, &["https", "http"], true),
            ("192.0.2.7", false, &["http, https"], false),
            ("192.0.2.7", false, &["https"], false),
            ("192.0.2.7", false, &[], false),
            ("203.0.113.9", false, &["https"], true),
            ("203.0.113.9", true, &["http"], false),
            ("127.0.0.1", false, &["http"], false),
            ("::ffff:127.0.0.1", false, &[], false),
            ("::1", false, &[], false),
        ] {
            assert_eq!(plainly(address, encrypted, lines), expected, "{address} {encrypted} {lines:?}");
        }
    }

    #[test]
    fn a_list_of_proxies_is_taken_or_refused_with_the_reason() {
        for taken in ["127.0.0.1", "127.0.0.0/8,::1", " 10.0.0.0/8 , fd00::/8 ", "0.0.0.0/1", "2001:db8::1/128"] {
            assert!(taken.parse::<TrustedProxies>().is_ok(), "{taken}");
        }
        for (refused, reason) in [
            ("", "neither an address nor a network"),
            ("10.0.0.1,", "neither an address nor a network"),
            ("proxy.example", "neither an address nor a network"),
            ("10.0.0.1:80", "neither an address nor a network"),
            ("10.0.0.0/8/8", "is no number"),
            ("10.0.0/8", "neither an address nor a network"),
            ("::ffff:10.0.0.1", "neither an address nor a network"),
            ("fe80::1%eth0", "neither an address nor a network"),
            ("10.0.0.0/33", "is no number"),
            ("::1/129", "is no number"),
            ("10.0.0.0/", "is no number"),
            ("10.0.0.0/-1", "is no number"),
            ("0.0.0.0/0", "believe everybody"),
            ("::/0", "believe everybody"),
            ("10.1.2.3/8", "write 10.0.0.0/8"),
            ("2001:db8::1/32", "write 2001:db8::/32"),
        ] {
            let fault = refused.parse::<TrustedProxies>().unwrap_err().to_string();
            assert!(fault.contains(reason), "{refused}: {fault}");
        }
    }

    fn addresses() -> impl Strategy<Value = IpAddr> {
        let four = any::<u32>().prop_map(|bits| IpAddr::from(Ipv4Addr::from_bits(bits)));
        let six = any::<u128>().prop_map(|bits| IpAddr::from(Ipv6Addr::from_bits(bits)));
        // Some that are trusted, and neighbours of them.
        let near = (0u32..3, any::<u8>()).prop_map(|(net, last)| IpAddr::from([9 + net as u8, 0, 0, last]));
        prop_oneof![four, six, near].prop_map(|address| address.to_canonical())
    }

    fn strangers() -> impl Strategy<Value = IpAddr> {
        let other = IpAddr::from([203, 0, 113, 9]);
        addresses().prop_map(move |address| if proxies().trusts(address) { other } else { address })
    }

    /// The ways in which proxies write an address.
    fn written(address: IpAddr, way: u8) -> String {
        match (address, way % 4) {
            (IpAddr::V4(four), 1) => four.to_ipv6_mapped().to_string(),
            (IpAddr::V4(four), 2) => format!("{four}:4711"),
            (IpAddr::V6(six), 1) => format!("[{six}]"),
            (IpAddr::V6(six), 2) => format!("\"[{six}%eth0]:4711\""),
            (IpAddr::V6(six), 3) => format!("{six}%2"),
            (plain, _) => plain.to_string(),
        }
    }

    proptest! {
        #[test]
        fn whoever_is_not_trusted_cannot_say_who_they_are(
            peer in addresses(),
            lines in prop::collection::vec(prop::collection::vec(32u8..=255, 0..60), 0..4),
        ) {
            let lines: Vec<Vec<u8>> = lines.into_iter().map(|line| line.into_iter().filter(|byte| *byte != 127).collect()).collect();
            let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
            let forged = headers(&FORWARDED_FOR, &lines);
            let found = client_address(peer, &forged, &proxies());
            prop_assert!(found.0 == peer || proxies().trusts(peer));
            prop_assert_eq!(client_address(peer, &forged, &TrustedProxies::default()), ClientAddress(peer));
        }

        #[test]
        fn behind_trusted_proxies_the_first_other_is_found_whatever_it_forged(
            forged in "[ -+\\--~]{0,40}(,[ -~]{0,20})?",
            client in strangers(),
            inner in prop::collection::vec((any::<u32>(), any::<u8>()), 0..4),
            ways in any::<(u8, u8)>(),
        ) {
            let hops = inner.iter().map(|(bits, way)| written(IpAddr::from(Ipv4Addr::from_bits(bits >> 8 | 10 << 24)), *way));
            let hops: Vec<String> = std::iter::once(written(client, ways.0)).chain(hops).collect();
            // As one line, or as a line for each hop.
            let lines = if ways.1 % 2 == 0 { vec![format!("{forged},{}", hops.join(", "))] } else {
                std::iter::once(forged).chain(hops).collect()
            };
            let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
            let found = client_address("192.0.2.7".parse().unwrap(), &headers(&FORWARDED_FOR, &lines), &proxies());
            prop_assert_eq!(found, ClientAddress(client));
        }

        #[test]
        fn a_network_holds_what_shares_its_first_bits(address in addresses(), other in addresses(), bits in 1u32..=128) {
            let (value, width_bits) = number(address);
            let bits = bits.min(width_bits);
            let first = if bits == width_bits { value } else { value >> (width_bits - bits) << (width_bits - bits) };
            let first: IpAddr = match address {
                IpAddr::V4(_) => Ipv4Addr::from_bits(u32::try_from(first).unwrap()).into(),
                IpAddr::V6(_) => Ipv6Addr::from_bits(first).into(),
            };
            prop_assume!(first == first.to_canonical());
            let network: Network = format!("{first}/{bits}").parse().unwrap();
            prop_assert!(network.holds(address));
            let digits = |address: IpAddr| match number(address) {
                (value, 32) => format!("{value:032b}"),
                (value, _) => format!("{value:0128b}"),
            };
            let (one, two) = (digits(address), digits(other));
            let shared = one.len() == two.len() && one[..bits as usize] == two[..bits as usize];
            prop_assert_eq!(network.holds(other), shared);
        }
    }
}
