//! Clients that were generated from the contract alone, one test per language:
//! generated, compiled, and let loose on a running server.
//!
//! Nothing generated is kept. What stands in `tests/clients` is the program that
//! an integrator would write around each client: everywhere a payment from its
//! creation to its refund, and for Python and TypeScript every other operation too.

#![cfg(test)]

mod journey;
mod project;
mod tools;

use project::{Project, contract};

/// Says that the generator of all but one language is here.
const GENERATOR: &[&str] = &["openapi-generator-cli", "version"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_generated_for_python_creates_pays_finds_and_refunds() {
    let packages = ["python", "-c", "import dateutil, pydantic, urllib3"];
    let Some(project) = Project::of("python", &[GENERATOR, &packages]).await else {
        return;
    };
    project.generate("python", &[]).await;

    let compile = ["python", "-m", "compileall", "-q", "generated"];
    project.run(&compile).await;

    let mut driver = project.command(&["python", "journey.py"]);
    driver.env("PYTHONPATH", "generated");
    journey::with_a_refund("python", driver).await;
    let mut driver = project.command(&["python", "agreements.py"]);
    driver.env("PYTHONPATH", "generated");
    journey::with_an_agreement("python", driver).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_generated_for_ruby_creates_pays_finds_and_refunds() {
    let packages = ["ruby", "-e", "require 'typhoeus'"];
    let Some(project) = Project::of("ruby", &[GENERATOR, &packages]).await else {
        return;
    };
    project.generate("ruby", &[]).await;

    for file in project.files("generated/lib", ".rb") {
        project.run(&["ruby", "-c", &file]).await;
    }

    let driver = ["ruby", "-I", "generated/lib", "journey.rb"];
    journey::with_a_refund("ruby", project.command(&driver)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_generated_for_go_creates_pays_finds_and_refunds() {
    let compiler = ["go", "version"];
    let Some(project) = Project::of("go", &[GENERATOR, &compiler]).await else {
        return;
    };
    // Without the first the client refuses answers with members that were added later;
    // without the second large numbers of metadata lose their last digits.
    let tolerant = "--additional-properties=disallowAdditionalPropertiesIfNotPresent=false";
    let precise = "--type-mappings=number=float64";
    project.generate("go", &[tolerant, precise]).await;

    project.run(&["go", "mod", "tidy"]).await;
    project.run(&["go", "build", "-o", "journey", "."]).await;

    let binary = ["env", "./journey"];
    journey::with_a_refund("go", project.command(&binary)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_generated_for_java_creates_pays_finds_and_refunds() {
    // The generator is a Java program too: it brings the libraries that its clients need,
    // all but one annotation, which Debian has.
    let compiler = ["javac", "--version"];
    let libraries = ["python", "-c", "import openapi_generator_cli"];
    let annotation = ["ls", "/usr/share/java/geronimo-annotation-1.3-spec.jar"];
    let checks = [GENERATOR, &compiler, &libraries, &annotation];
    let Some(project) = Project::of("java", &checks).await else {
        return;
    };
    let options = "--additional-properties=openApiNullable=false,useSingleRequestParameter=true";
    let library = ["--library", "native", options];
    project.generate("java", &library).await;

    let where_from = "import openapi_generator_cli; print(openapi_generator_cli.__path__[0])";
    let jars = project.run(&["python", "-c", where_from]).await;
    let jar = format!("{}/openapi-generator.jar", jars.trim());
    let classes = format!("{jar}:{}:classes", annotation[1]);
    let options = ["javac", "-nowarn", "-d", "classes", "-cp", &classes];
    let mut sources = project.files("generated/src/main", ".java");
    sources.push("Journey.java".to_owned());
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    project.run(&[&options[..], &sources].concat()).await;

    let driver = ["java", "-cp", &classes, "Journey"];
    journey::with_a_refund("java", project.command(&driver)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_generated_for_rust_creates_pays_finds_and_refunds() {
    let Some(project) = Project::of("rust", &[GENERATOR]).await else {
        return;
    };
    let options = "--additional-properties=useSingleRequestParameter=true";
    let library = ["--library", "reqwest", options];
    project.generate("rust", &library).await;

    let build = ["cargo", "build", "--quiet", "--target-dir", "target"];
    project.run(&build).await;

    let binary = ["env", "target/debug/journey"];
    journey::with_a_refund("rust", project.command(&binary)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_generated_for_typescript_creates_pays_finds_and_refunds() {
    let generator = ["openapi-ts", "--version"];
    let compiler = ["tsc", "--version"];
    let Some(project) = Project::of("typescript", &[&generator, &compiler]).await else {
        return;
    };
    project.borrow_node_packages_of("openapi-ts");
    let generate = ["openapi-ts", "--output", "generated", "--input"];
    let client = ["--client", "@hey-api/client-fetch"];
    project
        .run(&[&generate[..], &[&contract()], &client].concat())
        .await;

    project.run(&["tsc", "--project", "."]).await;

    let driver = ["node", "out/journey.js"];
    journey::with_a_refund("typescript", project.command(&driver)).await;
    let driver = ["node", "out/agreements.js"];
    journey::with_an_agreement("typescript", project.command(&driver)).await;
}
