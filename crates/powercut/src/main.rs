//! The server of the disks: `powercut FOLDER` mounts in that folder, obeys the orders on its standard input and unmounts
//! when that ends, however its master ended.

use powercut::serve;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: powercut FOLDER, orders on standard input");
        return ExitCode::FAILURE;
    };
    match serve(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("powercut: {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}
