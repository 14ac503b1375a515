//! Over TLS a provider is believed by the word of its authority alone.

use crate::{CLIENT_ID, NOW, SECRET, settings, sign_on};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use sign_on::{Fault, Provider, Settings};
use std::sync::Arc;
use testbed::IdentityProvider;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// A provider behind TLS under `localhost`, and the certificate that vouches for it.
async fn behind_tls() -> (IdentityProvider, Vec<u8>) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let server = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let server = server.with_no_client_auth().with_single_cert(vec![cert.der().clone()], key).unwrap();
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("https://localhost:{}", door.local_addr().unwrap().port());
    let provider = IdentityProvider::start_as(CLIENT_ID, SECRET, Some(&issuer));
    let behind = provider.address().to_owned();
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(server));
        while let Ok((socket, _)) = door.accept().await {
            // Whoever does not believe the certificate goes away.
            let Ok(mut outside) = acceptor.accept(socket).await else { continue };
            let mut inside = TcpStream::connect(&behind).await.unwrap();
            let _ = copy_bidirectional(&mut outside, &mut inside).await;
        }
    });
    (provider, cert.pem().into_bytes())
}

#[tokio::test]
async fn a_provider_is_believed_by_the_word_of_its_authority() {
    let (provider, authority) = behind_tls().await;
    let client = |authorities| Provider::new(Settings { authorities, ..settings(provider.issuer()) }).unwrap();
    assert_eq!(sign_on(&provider, &client(Some(authority)), "officer-7").await, Ok("officer-7".to_owned()), "control");
    let another = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap().cert.pem().into_bytes();
    for authorities in [None, Some(another)] {
        assert_eq!(client(authorities).begin("in", NOW).await.err(), Some(Fault::Silent));
    }
}
