//! The command line as a user meets it: what is printed, and the exit code.

#[test]
fn commands_print_what_is_written_beside_them() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}
