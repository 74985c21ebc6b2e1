//! The interface for programs, readable: the same document that programs read.

use askama::Template;
use axum::response::Response;
use serde_json::Value as Json;

use super::Shell;
use crate::access::SignedIn;
use crate::api::document::document;

#[derive(Template)]
#[template(path = "interface.html")]
struct InterfacePage {
    shell: Shell,
    says: &'static str,
    groups: Vec<Group>,
}

struct Group {
    name: String,
    says: String,
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    says: String,
    parameters: Vec<Field>,
    body: Vec<Field>,
    answers: Vec<(String, String)>,
    answer: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    required: bool,
    says: String,
}

fn text(value: &Json) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What a reference points at.
fn resolved(value: &'static Json) -> &'static Json {
    let pointer = value["$ref"].as_str().and_then(|path| path.strip_prefix('#'));
    pointer.and_then(|pointer| document().pointer(pointer)).unwrap_or(value)
}

/// The kind of a value in a word or two: `string (uuid)`, `array of string`, `Standing or null`.
fn kind(schema: &'static Json) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(either) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        return either.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    let plain = match &schema["type"] {
        Json::Array(types) => types.iter().map(text).collect::<Vec<_>>().join(" or "),
        one => text(one),
    };
    match (plain.as_str(), schema["format"].as_str()) {
        ("array", _) => format!("array of {}", kind(&schema["items"])),
        (_, Some(format)) => format!("{plain} ({format})"),
        _ => plain,
    }
}

/// The fields of an object, its parts' included.
fn fields(schema: &'static Json) -> Vec<Field> {
    let schema = resolved(schema);
    let required = |name: &str| {
        schema["required"].as_array().is_some_and(|names| names.iter().any(|required| required == name))
    };
    let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(fields);
    let own = schema["properties"].as_object().into_iter().flatten().map(|(name, of)| Field {
        name: name.clone(),
        kind: kind(of),
        required: required(name),
        says: text(&of["description"]),
    });
    parts.chain(own).collect()
}

fn operation(path: &str, method: &str, of: &'static Json) -> Operation {
    let parameter = |parameter: &'static Json| Field {
        name: text(&parameter["name"]),
        kind: kind(&parameter["schema"]),
        required: parameter["required"] == true,
        says: text(&parameter["description"]),
    };
    let answers = of["responses"].as_object().into_iter().flatten();
    let taken = answers.clone().find(|(status, _)| status.starts_with('2'));
    Operation {
        id: text(&of["operationId"]),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        summary: text(&of["summary"]),
        says: text(&of["description"]),
        parameters: of["parameters"].as_array().into_iter().flatten().map(parameter).collect(),
        body: fields(&of["requestBody"]["content"]["application/json"]["schema"]),
        answer: taken
            .map_or_else(Vec::new, |(_, answer)| fields(&answer["content"]["application/json"]["schema"])),
        answers: answers
            .map(|(status, answer)| (status.clone(), text(&resolved(answer)["description"])))
            .collect(),
    }
}

fn groups() -> Vec<Group> {
    let document = document();
    let tags = document["tags"].as_array().into_iter().flatten();
    let of_tag = |tag: &'static Json| Group {
        name: text(&tag["name"]),
        says: text(&tag["description"]),
        operations: document["paths"]
            .as_object()
            .into_iter()
            .flatten()
            .flat_map(|(path, methods)| {
                methods.as_object().into_iter().flatten().map(move |(method, of)| (path, method, of))
            })
            .filter(|(_, _, of)| of["tags"][0] == tag["name"])
            .map(|(path, method, of)| operation(path, method, of))
            .collect(),
    };
    tags.map(of_tag).collect()
}

/// What programs can do, group by group.
pub(crate) async fn interface(signed_in: SignedIn) -> Response {
    super::page(&InterfacePage {
        shell: Shell::new(signed_in.words.keys_interface(), "/api", &signed_in),
        says: document()["info"]["description"].as_str().unwrap_or_default(),
        groups: groups(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_document_is_on_the_page_with_what_it_takes_and_gives() {
        let shown: usize = groups().iter().map(|group| group.operations.len()).sum();
        let paths = document()["paths"].as_object().unwrap();
        assert_eq!(shown, paths.values().map(|methods| methods.as_object().unwrap().len()).sum::<usize>());
        let all = groups();
        let make = all.iter().flat_map(|group| &group.operations).find(|one| one.id == "makeKey").unwrap();
        assert!(make.body.iter().any(|field| field.name == "scopes" && field.kind == "array of string"));
        assert!(make.answer.iter().any(|field| field.name == "secret" && field.required));
        assert!(make.parameters.iter().any(|field| field.name == "Idempotency-Key" && !field.required));
        assert!(make.says.contains("keys:manage") && make.method == "POST");
    }
}
