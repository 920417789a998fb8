//! The rules by which an election becomes a planning year, written a second time and apart from the
//! product: from the file alone to what summary.json has to say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

#[derive(Default)]
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn cell(&self, row: usize, name: &str) -> String {
        let at = self.header.iter().position(|column| column == name);
        at.and_then(|at| self.rows[row].get(at)).cloned().unwrap_or_default()
    }
}

fn tables(text: &str) -> BTreeMap<String, Table> {
    let mut found: BTreeMap<String, Table> = BTreeMap::new();
    let mut current = String::new();
    for line in text.trim_start_matches('\u{feff}').replace("\r\n", "\n").split('\n') {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if ["META", "PROJECTS", "VOTES"].contains(&line) {
            current = line.to_owned();
            found.insert(current.clone(), Table::default());
            continue;
        }
        let cells: Vec<String> = line.split(';').map(|cell| cell.trim().to_owned()).collect();
        let table = found.get_mut(&current).unwrap();
        if table.header.is_empty() { table.header = cells } else { table.rows.push(cells) }
    }
    found
}

fn amount(text: &str) -> i128 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    whole.parse::<i128>().unwrap() * 100 + format!("{part:0<2}").parse::<i128>().unwrap()
}

struct Project {
    id: String,
    cost: i128,
    area: usize,
    affected: usize,
    proposer: String,
    /// Points by administration.
    points: BTreeMap<String, i128>,
    in_scope: bool,
    step_one: Option<&'static str>,
    supplemented: bool,
    area_rank: Option<usize>,
    city_rank: Option<usize>,
    score: (i128, i128),
    decided_in: Option<&'static str>,
}

/// Everything of summary.json that the file determines.
pub(crate) fn summary(name: &str, text: &str) -> Value {
    let tables = tables(text);
    let meta: BTreeMap<_, _> =
        tables["META"].rows.iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    let budget = amount(meta["budget"]);
    let votes = votes(&tables["VOTES"], &meta);
    let administrations: BTreeSet<String> = match column(&tables["VOTES"]) {
        Some(_) => votes.iter().map(|vote| vote.0.clone()).filter(|a| !a.is_empty()).collect(),
        None => (1..=12).map(|n| format!("A{n:02}")).collect(),
    };
    let mut projects = projects(&tables["PROJECTS"], &votes, &administrations, budget);
    step_one(&mut projects);
    for area in 0..5 {
        rank(&mut projects, area, &administrations);
    }
    city(&mut projects);
    let additions = [budget * 5 / 100, budget * 3 / 100];
    decide(&mut projects, budget, additions);
    shape(name, &projects, budget + additions[0] + additions[1])
}

fn column(votes: &Table) -> Option<&'static str> {
    ["neighborhood", "district"]
        .into_iter()
        .find(|name| (0..votes.rows.len()).any(|row| !votes.cell(row, name).is_empty()))
}

/// (administration, [(project, points in millionths)])
type Votes = Vec<(String, Vec<(String, i128)>)>;

fn votes(table: &Table, meta: &BTreeMap<&str, &str>) -> Votes {
    let column = column(table);
    let each = |row: usize| {
        let voter = table.cell(row, "voter_id");
        let administration = match column {
            Some(column) => table.cell(row, column),
            None => format!("A{:02}", crc32(voter.as_bytes()) % 12 + 1),
        };
        let vote = table.cell(row, "vote");
        let chosen: Vec<String> =
            vote.split(',').filter(|p| !p.is_empty()).map(|p| p.trim().to_owned()).collect();
        let given = table.cell(row, "points");
        let points: Vec<i128> = if given.is_empty() {
            let length = meta.get("max_length").map_or(chosen.len(), |text| text.parse().unwrap());
            match meta["vote_type"] {
                "ordinal" => (0..chosen.len()).map(|i| (length - i) as i128).collect(),
                "approval" | "choose-1" => vec![1; chosen.len()],
                _ if chosen.is_empty() => Vec::new(),
                other => panic!("no points for {other}"),
            }
        } else {
            given.split(',').map(|p| p.trim().parse().unwrap()).collect()
        };
        (administration, chosen.into_iter().zip(points).collect())
    };
    (0..table.rows.len()).map(each).collect()
}

/// The CRC-32 of zlib, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

fn projects(
    table: &Table,
    votes: &Votes,
    administrations: &BTreeSet<String>,
    budget: i128,
) -> Vec<Project> {
    let mut voters: BTreeMap<&str, usize> = BTreeMap::new();
    let mut chosen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut points: BTreeMap<(&str, &str), i128> = BTreeMap::new();
    for (administration, choices) in votes {
        *voters.entry(administration).or_default() += 1;
        for (project, given) in choices {
            *chosen.entry((project, administration)).or_default() += 1;
            *points.entry((project, administration)).or_default() += given;
        }
    }
    let each = |row: usize| {
        let id = table.cell(row, "project_id");
        let cost = amount(&table.cell(row, "cost"));
        let category = table.cell(row, "category");
        let of = |administration: &String| {
            points.get(&(id.as_str(), administration.as_str())).copied().unwrap_or(0)
        };
        let affected = administrations
            .iter()
            .filter(|administration| {
                let voters = voters.get(administration.as_str()).copied().unwrap_or(0);
                let chose =
                    chosen.get(&(id.as_str(), administration.as_str())).copied().unwrap_or(0);
                voters > 0 && chose * 100 >= voters
            })
            .count();
        let most = administrations.iter().map(of).max().unwrap();
        let proposer = administrations.iter().find(|a| of(a) == most).unwrap().clone();
        Project {
            area: crc32(if category.is_empty() { &id } else { &category }.as_bytes()) as usize % 5,
            affected,
            proposer,
            points: administrations.iter().map(|a| (a.clone(), of(a))).collect(),
            in_scope: affected >= 2 || cost * 10 >= budget,
            step_one: None,
            supplemented: false,
            area_rank: None,
            city_rank: None,
            score: (0, 1),
            decided_in: None,
            id,
            cost,
        }
    };
    (0..table.rows.len()).map(each).collect()
}

fn step_one(projects: &mut [Project]) {
    let mut supported = 0;
    for project in projects.iter_mut().filter(|project| project.in_scope) {
        if project.points.values().all(|points| *points == 0) {
            project.step_one = Some("rejected");
            continue;
        }
        supported += 1;
        project.step_one = Some("included");
        project.supplemented = supported % 10 == 0;
    }
}

fn rank(projects: &mut [Project], area: usize, administrations: &BTreeSet<String>) {
    let mut own: Vec<usize> = (0..projects.len())
        .filter(|i| projects[*i].area == area && projects[*i].step_one == Some("included"))
        .collect();
    let m = own.len();
    let mut totals: BTreeMap<usize, i128> = own.iter().map(|i| (*i, 0)).collect();
    for administration in administrations {
        let mut ballot = own.clone();
        ballot.sort_by(|a, b| {
            let (a, b) = (&projects[*a], &projects[*b]);
            b.points[administration]
                .cmp(&a.points[administration])
                .then(a.cost.cmp(&b.cost))
                .then(a.id.as_bytes().cmp(b.id.as_bytes()))
        });
        for (place, project) in ballot.iter().enumerate() {
            *totals.get_mut(project).unwrap() += (m - 1 - place) as i128;
        }
    }
    own.sort_by(|a, b| {
        let (one, two) = (&projects[*a], &projects[*b]);
        totals[b].cmp(&totals[a]).then(one.cost.cmp(&two.cost)).then(one.id.cmp(&two.id))
    });
    for (place, project) in own.iter().enumerate() {
        projects[*project].area_rank = Some(place + 1);
        projects[*project].score = match m {
            1 => (1, 1),
            _ => (totals[project], ((m - 1) * administrations.len()) as i128),
        };
    }
}

fn city(projects: &mut [Project]) {
    let mut order: Vec<usize> =
        (0..projects.len()).filter(|i| projects[*i].area_rank.is_some()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&projects[*a], &projects[*b]);
        (b.score.0 * a.score.1)
            .cmp(&(a.score.0 * b.score.1))
            .then(a.cost.cmp(&b.cost))
            .then(a.id.cmp(&b.id))
    });
    for (place, project) in order.into_iter().enumerate() {
        projects[project].city_rank = Some(place + 1);
    }
}

fn decide(projects: &mut [Project], budget: i128, additions: [i128; 2]) {
    let mut left = 0;
    let instances = [("budget", budget), ("tertial_1", additions[0]), ("tertial_2", additions[1])];
    for (name, more) in instances {
        left += more;
        let mut order: Vec<usize> =
            (0..projects.len()).filter(|i| projects[*i].city_rank.is_some()).collect();
        order.sort_by_key(|i| projects[*i].city_rank);
        for project in order {
            let project = &mut projects[project];
            if project.decided_in.is_none() && project.cost <= left {
                left -= project.cost;
                project.decided_in = Some(name);
            }
        }
    }
}

fn outcome(project: &Project) -> &'static str {
    match (project.in_scope, project.step_one, project.decided_in) {
        (false, ..) => "out_of_scope",
        (_, Some("rejected"), _) => "rejected",
        (_, _, Some(_)) => "funded",
        _ => "not_funded",
    }
}

fn shape(name: &str, projects: &[Project], frame: i128) -> Value {
    let count = |wanted: &str| projects.iter().filter(|p| outcome(p) == wanted).count();
    let funded: i128 = projects.iter().filter(|p| p.decided_in.is_some()).map(|p| p.cost).sum();
    let items: Vec<_> = projects
        .iter()
        .map(|project| {
            json!({
                "ref": project.id, "area": project.area, "affected": project.affected,
                "proposer": project.proposer, "cost_ore": project.cost as i64,
                "step_one": project.step_one, "supplemented": project.supplemented,
                "area_rank": project.area_rank, "city_rank": project.city_rank,
                "outcome": outcome(project), "decided_in": project.decided_in,
            })
        })
        .collect();
    json!({
        "source": name, "initiatives": projects.len(),
        "outcomes": {
            "funded": count("funded"), "not_funded": count("not_funded"),
            "out_of_scope": count("out_of_scope"), "rejected": count("rejected"),
        },
        "funded_ore": funded as i64, "frame_ore": frame as i64,
        "supplements": projects.iter().filter(|p| p.supplemented).count(),
        "answered": projects.len(), "parked": 0, "items": items,
    })
}
