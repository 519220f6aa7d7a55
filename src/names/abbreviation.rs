//! Words that names of bodies shorten in writing: `Mfg`, `Bros`, `Intl`.

/// The word that a folded abbreviation stands for; short ones that are words or names as well stand
/// for it before a full stop only.
pub(crate) fn unabbreviated(key: &str, dotted: bool) -> Option<&'static str> {
    const SURE: &str = "assn association|bldg building|bldrs builders|bros brothers|cncl council|constr construction|\
        cttee committee|ctr center|dept department|depts department|distr distribution|engg engineering|\
        engr engineering|equip equipment|fdn foundation|govt government|grp group|hldg holding|hldgs holdings|\
        hosp hospital|inds industries|indus industrial|intl international|intnl international|labs laboratories|\
        mach machinery|manuf manufacturing|mfg manufacturing|mfr manufacturer|mfrs manufacturers|mgmt management|\
        mktg marketing|mkts markets|natl national|ntl national|pharm pharmaceutical|pharma pharmaceuticals|\
        prods products|ptnrs partners|rly railway|rwy railway|st saint|svc service|svcs services|sys systems|\
        technol technology|telecomm telecommunications|trdg trading|univ university";
    const DOTTED: &str = "acad academy|admin administration|assoc association|auth authority|chem chemical|\
        comm commission|const construction|dev development|dist district|elec electric|eng engineering|\
        ent enterprises|fed federation|ind industries|ins insurance|inst institute|inv investment|lab laboratory|\
        lib library|min ministry|mkt market|mus museum|org organization|prod products|pub public|sci science|\
        soc society|sol solutions|tech technology|telecom telecommunications";
    let row = |list: &'static str| {
        list.split('|').find_map(|row| row.strip_prefix(key)?.strip_prefix(' ')).filter(|_| key.len() > 1)
    };
    row(SURE).or_else(|| if dotted { row(DOTTED) } else { None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_told_from_words() {
        for (key, dotted, want) in [
            ("mfg", false, Some("manufacturing")),
            ("min", true, Some("ministry")),
            ("min", false, None),
            ("mf", false, None),
            ("m", true, None),
        ] {
            assert_eq!(unabbreviated(key, dotted), want, "{key}");
        }
    }
}
