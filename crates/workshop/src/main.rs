//! The workshop: takes one job on its standard input, answers on its standard output, and ends.
//!
//! It holds no key, opens no connection and writes to no disk. It confines itself before it reads a foreign byte.

mod allow_list;
mod clean;
mod confine;
mod memory_file;
mod probe;
mod render;
mod system_calls;
mod tool;

use confine::{Layers, confine};
use memory_file::MemoryFile;
use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use tool::Stop;
use workshop::{Answer, AnswerHeader, Confinement, Fault, Job, JobHeader, LandlockState, read_header, write_message};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [] => answer_one_job(&mut io::stdin().lock(), &mut io::stdout().lock()),
        [flag, layers, folder] if flag == "--probe" => probe::report(layers, folder.as_ref()),
        _ => Err(io::Error::from(io::ErrorKind::InvalidInput)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer_one_job(input: &mut impl BufRead, output: &mut impl Write) -> io::Result<()> {
    let mut confinement = Confinement {
        resource_limits: false,
        no_new_privileges: false,
        no_capabilities: false,
        landlock: LandlockState::Absent,
        seccomp: false,
    };
    let (answer, bytes) = match do_job(input, &mut confinement) {
        Ok((answer, bytes)) => (answer, bytes),
        Err(stop) => (stop.into(), Vec::new()),
    };
    write_message(output, &AnswerHeader { answer, confinement }, &bytes)
}

fn do_job(input: &mut impl BufRead, confinement: &mut Confinement) -> Result<(Answer, Vec<u8>), Stop> {
    let header: JobHeader = read_header(input).map_err(|_| Fault::Protocol)?;
    *confinement = confine(&header.limits, header.bytes, Layers::ALL)?;
    let (file, bytes) = MemoryFile::sealed(input, header.bytes)?;
    if bytes != header.bytes {
        return Err(Fault::Protocol.into());
    }
    let (result, pages, dropped) = match header.job {
        Job::CleanPdf => {
            let clean = clean::clean_pdf(&file, &header.limits)?;
            (clean.pdf, Some(clean.pages), clean.dropped)
        }
        Job::RenderPage { page, width_pixels } => {
            let picture = render::render_page(&file, page, width_pixels)?;
            (picture, None, BTreeSet::new())
        }
    };
    let content = result.read(result.bytes()?)?;
    let bytes = content.len() as u64;
    Ok((Answer::Done { pages, bytes, dropped }, content))
}
