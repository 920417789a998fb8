//! The planning year, counted back from the budget year (C11, C12).

use kernel::Date;

use crate::read::Section;

/// A day of a planning year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
    /// Years from the budget year: -1 is the year before.
    pub years: i16,
}

impl Day {
    /// The day for this budget year, if the calendar has it.
    #[must_use]
    pub fn of(self, budget_year: i16) -> Option<Date> {
        Date::new(budget_year.checked_add(self.years)?, self.month, self.day).ok()
    }
}

/// The days of a planning year. A cycle may state others when it opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Last day of submission.
    pub submit_by: Day,
    /// Last day of step one.
    pub step_one_by: Day,
    /// Last day of step two.
    pub step_two_by: Day,
    /// Last day for the recommendation.
    pub recommend_by: Day,
    /// Day that tertial report 1 is drawn up for (C12).
    pub tertial_1: Day,
    /// Day that tertial report 2 is drawn up for (C12).
    pub tertial_2: Day,
    /// What this rests on.
    pub basis: String,
}

pub(crate) fn read(section: &Section<'_, '_>) -> Option<Calendar> {
    let keys =
        ["submit_by", "step_one_by", "step_two_by", "recommend_by", "tertial_1", "tertial_2"];
    let days = keys.map(|key| section.section(key).and_then(|day| read_day(&day)));
    let basis = section.text("basis");
    // A year that is no leap year: 29 February is no day of a planning year.
    let dates = days.map(|day| day.and_then(|day| day.of(2027)));
    for ((earlier, later), key) in dates.iter().zip(dates.iter().skip(1)).zip(keys.iter().skip(1)) {
        let ordered = earlier.zip(*later).is_none_or(|(earlier, later)| earlier < later);
        section.check(ordered, key, "must be later than the day before it in this list");
    }
    let [submit_by, step_one_by, step_two_by, recommend_by, tertial_1, tertial_2] = days;
    Some(Calendar {
        submit_by: submit_by?,
        step_one_by: step_one_by?,
        step_two_by: step_two_by?,
        recommend_by: recommend_by?,
        tertial_1: tertial_1?,
        tertial_2: tertial_2?,
        basis: basis?,
    })
}

fn read_day(section: &Section<'_, '_>) -> Option<Day> {
    let month = section.int("month");
    let day = section.int("day");
    let years = section.int("years");
    let day = Day { month: month?, day: day?, years: years? };
    section.check(day.of(2027).is_some(), "day", "is no day of every year");
    Some(day)
}
