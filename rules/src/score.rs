//! Score formulas of methods: products of factors.

/// A product of factors, such as `impact * likelihood`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula(Vec<FactorName>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FactorName {
    Impact,
    Threat,
    Vulnerability,
    Likelihood,
}

impl Formula {
    /// Reads a formula; `None` if it is no product of the four factors.
    pub fn parse(text: &str) -> Option<Self> {
        let factors = text.split('*').map(|factor| match factor.trim() {
            "impact" => Some(FactorName::Impact),
            "threat" => Some(FactorName::Threat),
            "vulnerability" => Some(FactorName::Vulnerability),
            "likelihood" => Some(FactorName::Likelihood),
            _ => None,
        });
        factors.collect::<Option<Vec<_>>>().filter(|factors| factors.len() <= 8).map(Self)
    }

    /// True if the formula reads the likelihood.
    pub fn uses_likelihood(&self) -> bool {
        self.0.contains(&FactorName::Likelihood)
    }

    /// The score of factors, each from 1 to 3; `None` when one that it reads is unknown.
    pub fn score(
        &self,
        impact: Option<u8>,
        threat: Option<u8>,
        vulnerability: Option<u8>,
        likelihood: Option<u8>,
    ) -> Option<u32> {
        let factors = self.0.iter().map(|factor| match factor {
            FactorName::Impact => impact,
            FactorName::Threat => threat,
            FactorName::Vulnerability => vulnerability,
            FactorName::Likelihood => likelihood,
        });
        factors
            .map(|factor| factor.map(u32::from))
            .try_fold(1_u32, |score, factor| score.checked_mul(factor?))
    }
}

#[cfg(test)]
mod tests {
    use super::Formula;

    #[test]
    fn a_formula_is_a_product_of_factors() {
        let score =
            |text: &str, likelihood| Formula::parse(text)?.score(Some(3), Some(2), Some(3), likelihood);
        assert_eq!(score("impact * likelihood", Some(2)), Some(6));
        assert_eq!(score("impact * likelihood", None), None);
        assert_eq!(score("impact * threat * vulnerability", None), Some(18));
        assert_eq!(Formula::parse("impact + 1"), None);
        assert_eq!(Formula::parse(""), None);
    }
}
