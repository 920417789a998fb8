//! Reads an election in Pabulib's format: `;`-separated sections META, PROJECTS and VOTES.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

/// An election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    /// What may be spent, in öre.
    pub budget_ore: i64,
    /// Projects, in file order.
    pub projects: Vec<Project>,
    /// Votes, in file order.
    pub votes: Vec<Vote>,
    /// Whether the file names the place of voters.
    pub has_places: bool,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Id in the file.
    pub id: String,
    /// Cost, in öre.
    pub cost_ore: i64,
    /// Name, or the id where the file has none.
    pub name: String,
    /// Category field, empty where the file has none.
    pub category: String,
}

/// A vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vote {
    /// Id of the voter.
    pub voter: String,
    /// Place of the voter, empty where the file has none.
    pub place: String,
    /// Project (by index) and points, in millionths of a point, so that every sum is exact.
    pub choices: Vec<(usize, i128)>,
}

/// A file that is no election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElectionError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for ElectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for ElectionError {}

fn wrong<T>(line: usize, what: impl Into<String>) -> Result<T, ElectionError> {
    Err(ElectionError { line, what: what.into() })
}

/// A row by the names of its section's header.
struct Fields<'t> {
    header: &'t HashMap<&'t str, usize>,
    cells: Vec<&'t str>,
}

impl<'t> Fields<'t> {
    fn get(&self, name: &str) -> &'t str {
        self.header.get(name).and_then(|at| self.cells.get(*at)).copied().unwrap_or_default()
    }
}

type Lines<'t> = Vec<(usize, &'t str)>;

/// One section: where it begins, its header, its rows.
struct Section<'t> {
    line: usize,
    header: HashMap<&'t str, usize>,
    rows: Lines<'t>,
}

impl Election {
    /// Reads an election.
    ///
    /// # Errors
    /// The first line that is wrong, and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, ElectionError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let sections = sections(text)?;
        let section = |name: &str| match sections.get(name) {
            Some(section) => Ok(section),
            None => wrong(1, format!("section {name} is missing")),
        };
        let meta = read_meta(section("META")?)?;
        let projects = read_projects(section("PROJECTS")?)?;
        let rows = section("VOTES")?;
        let place = place_column(rows);
        let votes = read_votes(rows, &meta, &projects, place)?;
        Ok(Self { budget_ore: meta.budget_ore, projects, votes, has_places: place.is_some() })
    }
}

fn sections(text: &str) -> Result<BTreeMap<&str, Section<'_>>, ElectionError> {
    let mut sections: BTreeMap<&str, Section<'_>> = BTreeMap::new();
    let mut name = "";
    let mut header_next = false;
    for (at, line) in text.lines().enumerate().map(|(i, line)| (i + 1, line.trim())) {
        if line.is_empty() {
            continue;
        }
        if ["META", "PROJECTS", "VOTES"].contains(&line) {
            let section = Section { line: at, header: HashMap::new(), rows: Vec::new() };
            if sections.insert(line, section).is_some() {
                return wrong(at, format!("section {line} is there twice"));
            }
            (name, header_next) = (line, true);
            continue;
        }
        let Some(section) = sections.get_mut(name) else {
            return wrong(at, "expected section META: this is no election in Pabulib's format");
        };
        if header_next {
            section.header = line.split(';').enumerate().map(|(i, c)| (c.trim(), i)).collect();
            header_next = false;
        } else {
            section.rows.push((at, line));
        }
    }
    Ok(sections)
}

impl<'t> Section<'t> {
    fn fields(&'t self, row: &'t str) -> Fields<'t> {
        Fields { header: &self.header, cells: row.split(';').map(str::trim).collect() }
    }

    fn must_have(&self, column: &str) -> Result<(), ElectionError> {
        if self.header.contains_key(column) {
            return Ok(());
        }
        wrong(self.line + 1, format!("column {column} is missing"))
    }
}

struct Meta {
    budget_ore: i64,
    kind: String,
    max_length: Option<usize>,
}

fn read_meta(section: &Section<'_>) -> Result<Meta, ElectionError> {
    let mut values = HashMap::new();
    for (at, row) in &section.rows {
        let mut cells = row.split(';').map(str::trim);
        let key = cells.next().unwrap_or_default();
        values.insert(key, (*at, cells.next().unwrap_or_default()));
    }
    let Some((at, budget)) = values.get("budget").copied() else {
        return wrong(section.line, "META has no budget");
    };
    let Some(budget_ore) = ore(budget) else {
        return wrong(at, format!("budget {budget} is no amount"));
    };
    let Some((_, kind)) = values.get("vote_type").copied() else {
        return wrong(section.line, "META has no vote_type");
    };
    let max_length = match values.get("max_length").copied() {
        None | Some((_, "")) => None,
        Some((at, text)) => match text.parse() {
            Ok(length) => Some(length),
            Err(_) => return wrong(at, format!("max_length {text} is no number")),
        },
    };
    Ok(Meta { budget_ore, kind: kind.to_owned(), max_length })
}

fn read_projects(section: &Section<'_>) -> Result<Vec<Project>, ElectionError> {
    section.must_have("project_id")?;
    section.must_have("cost")?;
    let mut seen = HashSet::new();
    let mut projects = Vec::with_capacity(section.rows.len());
    for (at, row) in &section.rows {
        let fields = section.fields(row);
        let id = fields.get("project_id");
        if id.is_empty() {
            return wrong(*at, "project_id is empty");
        }
        if !seen.insert(id) {
            return wrong(*at, format!("project {id} is there twice"));
        }
        let Some(cost_ore) = ore(fields.get("cost")) else {
            return wrong(*at, format!("cost {} is no amount", fields.get("cost")));
        };
        let name = fields.get("name");
        projects.push(Project {
            id: id.to_owned(),
            cost_ore,
            name: if name.is_empty() { id.to_owned() } else { name.to_owned() },
            category: fields.get("category").to_owned(),
        });
    }
    Ok(projects)
}

/// `neighborhood`, else `district`, if it is there and not empty in every row.
fn place_column(section: &Section<'_>) -> Option<&'static str> {
    ["neighborhood", "district"].into_iter().find(|column| {
        section.header.contains_key(column)
            && section.rows.iter().any(|(_, row)| !section.fields(row).get(column).is_empty())
    })
}

fn read_votes(
    section: &Section<'_>,
    meta: &Meta,
    projects: &[Project],
    place: Option<&str>,
) -> Result<Vec<Vote>, ElectionError> {
    section.must_have("voter_id")?;
    section.must_have("vote")?;
    let index: HashMap<&str, usize> =
        projects.iter().enumerate().map(|(i, project)| (project.id.as_str(), i)).collect();
    let mut votes = Vec::with_capacity(section.rows.len());
    for (at, row) in &section.rows {
        let fields = section.fields(row);
        let chosen = chosen(*at, fields.get("vote"), &index)?;
        let points = points(*at, &chosen, fields.get("points"), meta)?;
        votes.push(Vote {
            voter: fields.get("voter_id").to_owned(),
            place: place.map(|column| fields.get(column)).unwrap_or_default().to_owned(),
            choices: chosen.into_iter().zip(points).collect(),
        });
    }
    Ok(votes)
}

fn chosen(
    at: usize,
    vote: &str,
    index: &HashMap<&str, usize>,
) -> Result<Vec<usize>, ElectionError> {
    let mut chosen = Vec::new();
    for id in vote.split(',').map(str::trim).filter(|_| !vote.is_empty()) {
        let Some(project) = index.get(id).copied() else {
            return wrong(at, format!("the vote names project {id}, which is unknown"));
        };
        if chosen.contains(&project) {
            return wrong(at, format!("the vote names project {id} twice"));
        }
        chosen.push(project);
    }
    Ok(chosen)
}

/// A point, in millionths.
const POINT: i128 = 1_000_000;

/// The row's own points; else by the kind of vote.
fn points(
    at: usize,
    chosen: &[usize],
    given: &str,
    meta: &Meta,
) -> Result<Vec<i128>, ElectionError> {
    if !given.is_empty() {
        let points: Option<Vec<_>> = given.split(',').map(|text| decimal(text.trim(), 6)).collect();
        return match points {
            None => wrong(at, format!("points {given} are no numbers")),
            Some(points) if points.len() != chosen.len() => {
                wrong(at, format!("{} points for {} projects", points.len(), chosen.len()))
            }
            Some(points) => Ok(points),
        };
    }
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let length = i128::try_from(meta.max_length.unwrap_or(chosen.len())).unwrap_or(i128::MAX);
    match meta.kind.as_str() {
        "approval" | "choose-1" => Ok(vec![POINT; chosen.len()]),
        "ordinal" if i128::try_from(chosen.len()).is_ok_and(|votes| votes <= length) => Ok((0
            ..chosen.len())
            .filter_map(|i| Some((length - i128::try_from(i).ok()?) * POINT))
            .collect()),
        "ordinal" => wrong(at, format!("{} ranks where {length} are the most", chosen.len())),
        other => wrong(at, format!("a vote of kind {other} needs points")),
    }
}

/// An amount in öre: at most two decimals, never negative.
fn ore(text: &str) -> Option<i64> {
    let ore = decimal(text, 2)?;
    i64::try_from(ore).ok().filter(|ore| *ore >= 0)
}

/// A decimal number times ten to the power of `places`. More decimals are allowed when they are 0.
fn decimal(text: &str, places: usize) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 15 || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let (kept, rest) = part.split_at_checked(places).unwrap_or((part, ""));
    if rest.bytes().any(|b| b != b'0') {
        return None;
    }
    let number: i128 = format!("{whole}{kept:0<places$}").parse().ok()?;
    Some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "META\nkey;value\nbudget;1000\nvote_type;";

    fn read(kind: &str, votes: &str) -> Result<Election, ElectionError> {
        let projects = "PROJECTS\nproject_id;cost;name\np;100;P\nq;50.5;Q\n";
        Election::parse(&format!("{HEAD}{kind}\n{projects}VOTES\nvoter_id;vote;points\n{votes}"))
    }

    #[test]
    fn points_come_from_the_row_or_from_the_kind_of_vote() {
        let points = |kind, votes| read(kind, votes).unwrap().votes[0].choices.clone();
        assert_eq!(points("ordinal", "1;q,p;"), [(1, 2 * POINT), (0, POINT)]);
        assert_eq!(points("ordinal\nmax_length;3", "1;q;"), [(1, 3 * POINT)]);
        assert_eq!(points("approval", "1;p"), [(0, POINT)]);
        assert_eq!(points("cumulative", "1;p,q;1.5,2"), [(0, 1_500_000), (1, 2 * POINT)]);
        assert_eq!(points("approval", "1;;"), []);
        assert_eq!(points("cumulative", "1;;"), []);
    }

    #[test]
    fn a_wrong_vote_is_named_by_its_line() {
        for (kind, votes, what) in [
            ("approval", "1;p\n2;x", "unknown"),
            ("approval", "1;p\n2;p,p", "twice"),
            ("approval", "1;p\n2;p;1,2", "2 points for 1 projects"),
            ("cumulative", "1;p;1\n2;p", "needs points"),
            ("ordinal\nmax_length;1", "1;p\n2;p,q", "ranks"),
        ] {
            let error = read(kind, votes).unwrap_err();
            let shift = kind.matches('\n').count();
            assert_eq!(error.line, 12 + shift, "{error}");
            assert!(error.what.contains(what), "{error}");
        }
    }

    #[test]
    fn line_ends_marks_and_extra_fields_make_no_difference() {
        let plain = read("approval", "1;p\n").unwrap();
        let text = format!(
            "\u{feff}{}",
            format!("{HEAD}approval\nPROJECTS\nproject_id;cost;name\np;100;P;extra\nq; 50.50 ;Q\nVOTES\nvoter_id;vote;points\n 1 ; p \n")
                .replace('\n', "\r\n")
        );
        assert_eq!(Election::parse(&text).unwrap(), plain);
        assert_eq!(plain.projects[1].cost_ore, 5_050);
    }

    #[test]
    fn what_is_no_election_is_refused() {
        assert_eq!(Election::parse("<html>").unwrap_err().line, 1);
        assert!(Election::parse("").is_err());
        assert!(
            Election::parse("META\nkey;value\nbudget;x\n").unwrap_err().what.contains("budget")
        );
    }
}
