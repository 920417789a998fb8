//! Lists: filters, search and pages.

use proto::intake::v1::*;

use crate::world::{CYCLE, Tested, World, bad_fields, reason};

async fn titles(
    world: &mut World,
    request: ListInitiativesRequest,
) -> Result<Vec<String>, tonic::Status> {
    let request = world.by("eva", request);
    let found = world.client.list_initiatives(request).await?.into_inner();
    Ok(found.initiatives.into_iter().map(|one| one.title).collect())
}

#[tokio::test]
async fn initiatives_are_filtered_and_found_by_beginnings_of_words_e1() -> Tested {
    let (mut world, one) = World::ready().await?;
    let two = world.staffed("Äldreförvaltningen", "bo").await?;
    let booking = world.in_scope(&one, "Gemensam bokning").await?;
    world.propose(&two, "Åtgärdsplaner på webben").await?;
    let any = ListInitiativesRequest::default();
    let all = ["Gemensam bokning", "Åtgärdsplaner på webben"];
    assert_eq!(titles(&mut world, any.clone()).await?, all);
    let cases = [
        (ListInitiativesRequest { administration: two, ..any.clone() }, &all[1..]),
        (ListInitiativesRequest { area: "social".to_owned(), ..any.clone() }, &all[..1]),
        (ListInitiativesRequest { cycle: CYCLE.to_owned(), ..any.clone() }, &all[..1]),
        (
            ListInitiativesRequest { status: InitiativeStatus::Registered.into(), ..any.clone() },
            &all[1..],
        ),
        (ListInitiativesRequest { search: "ÅTGÄRD web".to_owned(), ..any.clone() }, &all[1..]),
        (ListInitiativesRequest { search: "bokn 63/24".to_owned(), ..any.clone() }, &all[..1]),
        (ListInitiativesRequest { search: "okning".to_owned(), ..any.clone() }, &all[..0]),
    ];
    for (request, expected) in cases {
        assert_eq!(titles(&mut world, request.clone()).await?, expected, "{request:?}");
    }
    world.submit(&one, CYCLE, &[&booking]).await?;
    let by_number = ListInitiativesRequest { search: "031-0001".to_owned(), ..any };
    assert_eq!(titles(&mut world, by_number).await?, all[..1]);
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn bad_filters_are_named_all_at_once() -> Tested {
    let (mut world, _) = World::ready().await?;
    let bad = ListInitiativesRequest {
        administration: "x".to_owned(),
        cycle: "y".to_owned(),
        status: 99,
        search: "x".repeat(201),
        ..ListInitiativesRequest::default()
    };
    let status = titles(&mut world, bad).await.unwrap_err();
    assert_eq!(bad_fields(&status), ["administration", "cycle", "status", "search"]);
    let empty = ListInitiativesRequest {
        area: "a\u{0}".to_owned(),
        search: "---".to_owned(),
        ..ListInitiativesRequest::default()
    };
    let status = titles(&mut world, empty).await.unwrap_err();
    assert_eq!(bad_fields(&status), ["area", "search"]);
    let token = ListInitiativesRequest { page_token: "x".to_owned(), ..Default::default() };
    assert_eq!(reason(titles(&mut world, token).await), "INVALID_FIELDS");
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn pages_hold_every_row_once() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let expected: Vec<_> = (1..=5).map(|n| format!("Initiativ {n}")).collect();
    for title in &expected {
        world.propose(&administration, title).await?;
    }
    let mut seen = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = ListInitiativesRequest { page_size: 2, page_token, ..Default::default() };
        let request = world.by("eva", request);
        let page = world.client.list_initiatives(request).await?.into_inner();
        assert!(page.initiatives.len() <= 2);
        seen.extend(page.initiatives.into_iter().map(|one| one.title));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(seen, expected);
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn administrations_stand_in_swedish_order_over_pages() -> Tested {
    let mut world = World::start().await?;
    for name in ["Örby", "Älvsjö", "Årsta", "Zinken"] {
        world.register(name).await?;
    }
    let mut names = Vec::new();
    let mut page_token = String::new();
    for _ in 0..2 {
        let request = ListAdministrationsRequest { page_size: 2, page_token };
        let request = world.by("eva", request);
        let page = world.client.list_administrations(request).await?.into_inner();
        names.extend(page.administrations.into_iter().map(|one| one.name));
        page_token = page.next_page_token;
    }
    assert_eq!(names, ["Zinken", "Årsta", "Älvsjö", "Örby"]);
    assert_eq!(page_token, "");
    world.stop().await?;
    Ok(())
}

#[tokio::test]
async fn compilations_and_answers_are_listed_c3_f1() -> Tested {
    let (mut world, administration) = World::ready().await?;
    let mut compilations = Vec::new();
    for title in ["Ett", "Två"] {
        let initiative = world.in_scope(&administration, title).await?;
        let receipt = world.submit(&administration, CYCLE, &[&initiative]).await?;
        compilations.push((receipt.compilation, receipt.diary_number, initiative));
    }
    let request =
        ListCompilationsRequest { page_size: 1, cycle: CYCLE.to_owned(), ..Default::default() };
    let first = world.by("eva", request.clone());
    let first = world.client.list_compilations(first).await?.into_inner();
    let second = ListCompilationsRequest { page_token: first.next_page_token.clone(), ..request };
    let second = world.by("eva", second);
    let second = world.client.list_compilations(second).await?.into_inner();
    let numbers: Vec<_> = [first.compilations, second.compilations]
        .concat()
        .into_iter()
        .map(|one| one.diary_number)
        .collect();
    assert_eq!(numbers, ["031-0001/2027", "031-0002/2027"]);

    let (id, _, initiative) = &compilations[1];
    let request = world.by("eva", GetCompilationRequest { compilation: id.clone() });
    let found = world.client.get_compilation(request).await?.into_inner();
    let found = found.compilation.unwrap_or_default();
    assert_eq!((found.initiatives, found.late), (vec![initiative.clone()], false));
    assert_eq!(found.submitted_by, "anna");

    world.withdraw("eva", initiative).await?;
    let any = ListAnswersRequest { proposer: "eva".to_owned(), ..Default::default() };
    let cases = [
        (any.clone(), 3),
        (ListAnswersRequest { initiative: initiative.clone(), ..any.clone() }, 2),
        (ListAnswersRequest { administration, ..any.clone() }, 3),
        (ListAnswersRequest { final_only: true, ..any.clone() }, 1),
        (ListAnswersRequest { proposer: "bo".to_owned(), ..any }, 0),
    ];
    for (request, expected) in cases {
        let request = world.by("eva", request);
        let found = world.client.list_answers(request).await?.into_inner();
        assert_eq!(found.answers.len(), expected);
    }
    world.stop().await?;
    Ok(())
}
