use std::process::ExitCode;

fn main() -> ExitCode {
    exonym::cli::main()
}
