//! Numbers as Swedish writes them: a comma before decimals, a hard space between thousands.

const KRONA: i128 = 100;
const TKR: i128 = 1_000 * KRONA;
const MNKR: i128 = 1_000 * TKR;

/// The amount in the largest unit that it fills, with one decimal where there is one.
pub(super) fn amount(ore: i128) -> String {
    // Those that round up to one of the next unit are written in it.
    let size = ore.abs();
    if size >= MNKR - TKR / 20 {
        format!("{}\u{A0}mnkr", tenths(rounded(ore, MNKR / 10)))
    } else if size >= TKR - KRONA / 2 {
        format!("{}\u{A0}tkr", tenths(rounded(ore, TKR / 10)))
    } else {
        format!("{}\u{A0}kr", whole(rounded(ore, KRONA)))
    }
}

/// Thousandths in percent.
pub(super) fn percent(permille: i128) -> String {
    format!("{}\u{A0}%", tenths(permille))
}

/// A whole number.
pub(super) fn whole(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "\u{2212}" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('\u{A0}');
        }
        out.push(digit);
    }
    out
}

/// Tenths, the decimal left out where it is zero.
fn tenths(number: i128) -> String {
    let sign = if number < 0 { "\u{2212}" } else { "" };
    let size = number.abs();
    match size % 10 {
        0 => format!("{sign}{}", whole(size / 10)),
        decimal => format!("{sign}{},{decimal}", whole(size / 10)),
    }
}

/// How many `unit` there are, half away from zero.
fn rounded(number: i128, unit: i128) -> i128 {
    (number + number.signum() * unit / 2) / unit
}
