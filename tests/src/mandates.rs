//! `docs/mandates.md`.

use kernel::Grant;

use crate::{DOMAINS, GENERATED};

pub(crate) fn document() -> String {
    let mut text = format!("# Who may do what\n\n{GENERATED}\n");
    text.push_str(
        "Any one of the mandates in a row is enough. An office comes with the token, from the city's \
         directory; a seat\ncomes from an appointment and has to be on the body that the action concerns. \
         `anyone` is any employee with a valid\ntoken. Health and reflection need no token.\n",
    );
    text.push_str("\n## Every service\n");
    table(&mut text, kernel::OPERATION_GRANTS);
    for domain in DOMAINS {
        text.push_str(&format!("\n## {}\n", domain.service));
        table(&mut text, domain.grants);
    }
    text
}

fn table(text: &mut String, grants: &[Grant]) {
    text.push_str("\n| RPC | needs | rests on |\n|---|---|---|\n");
    for grant in grants {
        let needs: Vec<_> = grant.needs.iter().map(|need| format!("`{need}`")).collect();
        text.push_str(&format!("| {} | {} | {} |\n", grant.rpc, needs.join(" or "), grant.basis));
    }
}
