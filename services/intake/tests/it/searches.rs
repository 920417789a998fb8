//! Searches of many initiatives, of which some are posted and others wait.

use std::collections::BTreeSet;
use std::time::Duration;

use platform::sql::Sql;
use platform::system::SystemIds;
use platform::testing::{Dice, database_of, dice};
use proto::intake::v1::*;
use tokio::task::JoinSet;

use crate::world::{Tested, World, large, proposal};

/// What a title is made of. Some begin with others; the first come most.
const WORDS: [&str; 14] = [
    "lokal",
    "lokaler",
    "bo",
    "bokning",
    "bok",
    "skola",
    "skolor",
    "å",
    "åtgärd",
    "åtgärder",
    "e",
    "tjänst",
    "x1",
    "x12",
];
/// Initiatives that are filled into the read tables; the more frequent words stand more often than a
/// search gathers.
const FILLED: u64 = 12_000;
/// Initiatives that are proposed: more than wait until they are posted.
const PROPOSED: u64 = 1_100;
/// Proposals under way at once.
const AT_ONCE: usize = 32;

fn title(dice: &mut Dice) -> String {
    let words = 1 + dice.roll(5);
    let word = |_| {
        let common = WORDS.get(..1 + dice.roll(WORDS.len() as u64) as usize);
        *dice.pick(common.unwrap_or(&WORDS))
    };
    (0..words).map(word).collect::<Vec<_>>().join(" ")
}

/// What one that was filled is posted under.
fn words_of_filled(number: u64) -> BTreeSet<String> {
    let some = [(2, "bokning"), (3, "lokal"), (100, "skola")];
    let some = some.into_iter().filter(|(of, _)| number.is_multiple_of(*of));
    let all = [
        format!("bad{}", number * 7 % 1_000),
        format!("ord{}", number * 13 % 20_000),
        format!("nr{number}"),
    ];
    some.map(|(_, word)| word.to_owned()).chain(all).collect()
}

/// Lower case, at letters and digits; not the service's code.
fn words(one: &Initiative) -> BTreeSet<String> {
    if let Some(number) = one.id.strip_prefix("ini_0190a000-0000-7000-8000-1") {
        return words_of_filled(number.parse().unwrap_or_default());
    }
    let text = [&*one.title, &*one.need, &*one.reference, &*one.diary_number].join("\n");
    let (mut words, mut under_way) = (BTreeSet::new(), String::new());
    for letter in text.to_lowercase().chars().chain(['\n']) {
        if letter.is_alphanumeric() {
            under_way.push(letter);
        } else if !under_way.is_empty() {
            words.insert(std::mem::take(&mut under_way));
        }
    }
    words
}

async fn all(
    world: &mut World,
    wanted: ListInitiativesRequest,
) -> Result<Vec<Initiative>, tonic::Status> {
    let (mut found, mut page_token) = (Vec::new(), String::new());
    loop {
        let request = world.by("eva", ListInitiativesRequest { page_token, ..wanted.clone() });
        let page = world.client.list_initiatives(request).await?.into_inner();
        assert!(wanted.page_size == 0 || page.initiatives.len() <= wanted.page_size as usize);
        found.extend(page.initiatives);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return Ok(found);
        }
    }
}

/// Longer than a key of an index may be, and nothing that can be made shorter.
fn long_word(dice: &mut Dice) -> String {
    let letters: Vec<_> = ('a'..='z').chain('0'..='9').collect();
    (0..3_900).map(|_| *dice.pick(&letters)).collect()
}

/// Proposes many, and waits until the first of them are posted.
async fn propose(
    world: &mut World,
    administration: &str,
    needs: &[&str],
    dice: &mut Dice,
) -> Result<Vec<String>, crate::world::Failure> {
    let (mut under_way, mut ids) = (JoinSet::new(), Vec::new());
    for number in 0..PROPOSED {
        if under_way.len() == AT_ONCE
            && let Some(ended) = under_way.join_next().await
        {
            ids.push(ended??);
        }
        let mut request = proposal(administration, &title(dice));
        if let Some(need) = needs.get(number as usize) {
            (*need).clone_into(&mut request.need);
        }
        let request = world.by("eva", request);
        let mut client = world.client.clone();
        under_way.spawn(async move {
            let answer = client.propose_initiative(request).await?;
            Ok::<_, tonic::Status>(answer.into_inner().initiative)
        });
    }
    while let Some(ended) = under_way.join_next().await {
        ids.push(ended??);
    }
    let reader = world.bench.node.journal().reader();
    let waiting = || {
        let sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) AS waiting FROM unposted_v4");
        let reader = reader.clone();
        async move { reader.row(sql).await?.map_or(Ok(0), |row| row.number("waiting")) }
    };
    for _ in 0..600 {
        if waiting().await? < PROPOSED {
            return Ok(ids);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err("nothing was posted".into())
}

#[tokio::test]
async fn what_is_posted_and_what_waits_is_found_as_by_looking_at_all_e1() -> Tested {
    let mut dice = dice(1).next().ok_or("no dice")?;
    let (world, administration) = World::ready().await?;
    let folder = world.stop().await?;
    // Two that post at once take no word twice and leave none.
    let one = database_of(folder.path(), "intake").await?;
    let other = database_of(folder.path(), "intake").await?;
    tokio::try_join!(
        intake::filling::read_tables(&one, &SystemIds, 0, FILLED / 2),
        intake::filling::read_tables(&other, &SystemIds, FILLED / 2, FILLED),
    )?;
    one.close().await;
    other.close().await;
    let mut world = World::start_in(folder).await?;
    // Two that begin with as much as is posted, and are different then.
    let long = long_word(&mut dice);
    let begins = long.get(..100).unwrap_or_default();
    let other = format!("{begins}{}", long.get(200..).unwrap_or_default());
    let proposed = propose(&mut world, &administration, &[&long, &other], &mut dice).await?;
    // Posted under words that they do not have any more.
    for initiative in proposed.iter().step_by(100) {
        let form = large(&title(&mut dice));
        world.prepare(initiative, form).await?;
    }

    let any = ListInitiativesRequest { page_size: 1_000, ..Default::default() };
    let initiatives = all(&mut world, any.clone()).await?;
    assert_eq!(initiatives.len() as u64, FILLED + PROPOSED);
    let initiatives: Vec<_> = initiatives.into_iter().map(|one| (words(&one), one)).collect();
    let mut beginnings: Vec<_> = WORDS.iter().map(|word| (*word).to_owned()).collect();
    beginnings.extend(
        ["bad1", "bad77", "ord5", "ord199", "nr1", "nr11999", "tre", "63", "inget"]
            .map(str::to_owned),
    );
    beginnings.extend([100, 150].map(|many| long.get(..many).unwrap_or_default().to_owned()));
    let (mut found_some, mut found_none) = (0, 0);
    for _ in 0..150 {
        let searched: BTreeSet<_> =
            (0..=dice.roll(3)).map(|_| dice.pick(&beginnings).clone()).collect();
        let search: Vec<_> = searched.iter().cloned().collect();
        let search: String = search.join(" ").chars().take(200).collect();
        let searched: BTreeSet<_> = search.split(' ').map(str::to_owned).collect();
        let registered = dice.chance(1, 3);
        let status =
            if registered { InitiativeStatus::Registered } else { InitiativeStatus::Unspecified };
        let holds = |(words, one): &&(BTreeSet<String>, Initiative)| {
            let begins = |searched: &String| words.iter().any(|word| word.starts_with(searched));
            searched.iter().all(begins) && (!registered || one.status() == status)
        };
        let expected: Vec<_> = initiatives.iter().filter(holds).map(|(_, one)| &one.id).collect();
        // Many pages of few rows are many calls.
        let sizes = [expected.len() / 7 + 1, 97, 1_000];
        let wanted = ListInitiativesRequest {
            search,
            status: status.into(),
            page_size: i32::try_from(*dice.pick(&sizes))?,
            ..Default::default()
        };
        let found = all(&mut world, wanted.clone()).await?;
        let found: Vec<_> = found.iter().map(|one| &one.id).collect();
        assert_eq!(found, expected, "{wanted:?}");
        *(if found.is_empty() { &mut found_none } else { &mut found_some }) += 1;
    }
    assert!(found_some > 20 && found_none > 5, "{found_some} {found_none}");
    world.stop().await?;
    Ok(())
}
