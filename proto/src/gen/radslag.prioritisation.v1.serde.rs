impl serde::Serialize for BallotPlace {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.initiatives.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.BallotPlace", len)?;
        if !self.initiatives.is_empty() {
            struct_ser.serialize_field("initiatives", &self.initiatives)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for BallotPlace {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["initiatives"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiatives,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "initiatives" => Ok(GeneratedField::Initiatives),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = BallotPlace;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.BallotPlace")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<BallotPlace, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiatives__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Initiatives => {
                            if initiatives__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiatives"));
                            }
                            initiatives__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(BallotPlace { initiatives: initiatives__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.BallotPlace",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for CaseAssessed {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.case.is_empty() {
            len += 1;
        }
        if !self.initiative.is_empty() {
            len += 1;
        }
        if !self.cycle.is_empty() {
            len += 1;
        }
        if !self.area.is_empty() {
            len += 1;
        }
        if self.outcome != 0 {
            len += 1;
        }
        if !self.reason_code.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        if !self.missing.is_empty() {
            len += 1;
        }
        if !self.due_on.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.CaseAssessed", len)?;
        if !self.case.is_empty() {
            struct_ser.serialize_field("case", &self.case)?;
        }
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.area.is_empty() {
            struct_ser.serialize_field("area", &self.area)?;
        }
        if self.outcome != 0 {
            let v = StepOneOutcome::try_from(self.outcome).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.outcome))
            })?;
            struct_ser.serialize_field("outcome", &v)?;
        }
        if !self.reason_code.is_empty() {
            struct_ser.serialize_field("reasonCode", &self.reason_code)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        if !self.missing.is_empty() {
            struct_ser.serialize_field("missing", &self.missing)?;
        }
        if !self.due_on.is_empty() {
            struct_ser.serialize_field("dueOn", &self.due_on)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CaseAssessed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "case",
            "initiative",
            "cycle",
            "area",
            "outcome",
            "reason_code",
            "reasonCode",
            "reason",
            "missing",
            "due_on",
            "dueOn",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Case,
            Initiative,
            Cycle,
            Area,
            Outcome,
            ReasonCode,
            Reason,
            Missing,
            DueOn,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "case" => Ok(GeneratedField::Case),
                            "initiative" => Ok(GeneratedField::Initiative),
                            "cycle" => Ok(GeneratedField::Cycle),
                            "area" => Ok(GeneratedField::Area),
                            "outcome" => Ok(GeneratedField::Outcome),
                            "reasonCode" | "reason_code" => Ok(GeneratedField::ReasonCode),
                            "reason" => Ok(GeneratedField::Reason),
                            "missing" => Ok(GeneratedField::Missing),
                            "dueOn" | "due_on" => Ok(GeneratedField::DueOn),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CaseAssessed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.CaseAssessed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CaseAssessed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut case__ = None;
                let mut initiative__ = None;
                let mut cycle__ = None;
                let mut area__ = None;
                let mut outcome__ = None;
                let mut reason_code__ = None;
                let mut reason__ = None;
                let mut missing__ = None;
                let mut due_on__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Case => {
                            if case__.is_some() {
                                return Err(serde::de::Error::duplicate_field("case"));
                            }
                            case__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Initiative => {
                            if initiative__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiative"));
                            }
                            initiative__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Cycle => {
                            if cycle__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cycle"));
                            }
                            cycle__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Area => {
                            if area__.is_some() {
                                return Err(serde::de::Error::duplicate_field("area"));
                            }
                            area__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Outcome => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("outcome"));
                            }
                            outcome__ = Some(map_.next_value::<StepOneOutcome>()? as i32);
                        }
                        GeneratedField::ReasonCode => {
                            if reason_code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reasonCode"));
                            }
                            reason_code__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Missing => {
                            if missing__.is_some() {
                                return Err(serde::de::Error::duplicate_field("missing"));
                            }
                            missing__ = Some(map_.next_value()?);
                        }
                        GeneratedField::DueOn => {
                            if due_on__.is_some() {
                                return Err(serde::de::Error::duplicate_field("dueOn"));
                            }
                            due_on__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(CaseAssessed {
                    case: case__.unwrap_or_default(),
                    initiative: initiative__.unwrap_or_default(),
                    cycle: cycle__.unwrap_or_default(),
                    area: area__.unwrap_or_default(),
                    outcome: outcome__.unwrap_or_default(),
                    reason_code: reason_code__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                    missing: missing__.unwrap_or_default(),
                    due_on: due_on__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.CaseAssessed",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for Competence {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "COMPETENCE_UNSPECIFIED",
            Self::Business => "COMPETENCE_BUSINESS",
            Self::It => "COMPETENCE_IT",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for Competence {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["COMPETENCE_UNSPECIFIED", "COMPETENCE_BUSINESS", "COMPETENCE_IT"];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = Competence;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v).ok().and_then(|x| x.try_into().ok()).ok_or_else(|| {
                    serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v).ok().and_then(|x| x.try_into().ok()).ok_or_else(|| {
                    serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "COMPETENCE_UNSPECIFIED" => Ok(Competence::Unspecified),
                    "COMPETENCE_BUSINESS" => Ok(Competence::Business),
                    "COMPETENCE_IT" => Ok(Competence::It),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for ProposalHandedOver {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.cycle.is_empty() {
            len += 1;
        }
        if self.count != 0 {
            len += 1;
        }
        if !self.digest.is_empty() {
            len += 1;
        }
        if !self.signatures.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.ProposalHandedOver", len)?;
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if self.count != 0 {
            struct_ser.serialize_field("count", &self.count)?;
        }
        if !self.digest.is_empty() {
            struct_ser.serialize_field("digest", &self.digest)?;
        }
        if !self.signatures.is_empty() {
            struct_ser.serialize_field("signatures", &self.signatures)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalHandedOver {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["cycle", "count", "digest", "signatures"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Cycle,
            Count,
            Digest,
            Signatures,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "cycle" => Ok(GeneratedField::Cycle),
                            "count" => Ok(GeneratedField::Count),
                            "digest" => Ok(GeneratedField::Digest),
                            "signatures" => Ok(GeneratedField::Signatures),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ProposalHandedOver;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.ProposalHandedOver")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalHandedOver, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut cycle__ = None;
                let mut count__ = None;
                let mut digest__ = None;
                let mut signatures__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Cycle => {
                            if cycle__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cycle"));
                            }
                            cycle__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Count => {
                            if count__.is_some() {
                                return Err(serde::de::Error::duplicate_field("count"));
                            }
                            count__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Digest => {
                            if digest__.is_some() {
                                return Err(serde::de::Error::duplicate_field("digest"));
                            }
                            digest__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Signatures => {
                            if signatures__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signatures"));
                            }
                            signatures__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ProposalHandedOver {
                    cycle: cycle__.unwrap_or_default(),
                    count: count__.unwrap_or_default(),
                    digest: digest__.unwrap_or_default(),
                    signatures: signatures__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.ProposalHandedOver",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for ProposalItem {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.cycle.is_empty() {
            len += 1;
        }
        if !self.initiative.is_empty() {
            len += 1;
        }
        if !self.case.is_empty() {
            len += 1;
        }
        if !self.administration.is_empty() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        if !self.title.is_empty() {
            len += 1;
        }
        if !self.area.is_empty() {
            len += 1;
        }
        if self.area_rank != 0 {
            len += 1;
        }
        if self.city_rank != 0 {
            len += 1;
        }
        if self.score_numerator != 0 {
            len += 1;
        }
        if self.score_denominator != 0 {
            len += 1;
        }
        if self.total_cost_ore != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.ProposalItem", len)?;
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.case.is_empty() {
            struct_ser.serialize_field("case", &self.case)?;
        }
        if !self.administration.is_empty() {
            struct_ser.serialize_field("administration", &self.administration)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if !self.title.is_empty() {
            struct_ser.serialize_field("title", &self.title)?;
        }
        if !self.area.is_empty() {
            struct_ser.serialize_field("area", &self.area)?;
        }
        if self.area_rank != 0 {
            struct_ser.serialize_field("areaRank", &self.area_rank)?;
        }
        if self.city_rank != 0 {
            struct_ser.serialize_field("cityRank", &self.city_rank)?;
        }
        if self.score_numerator != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "scoreNumerator",
                ToString::to_string(&self.score_numerator).as_str(),
            )?;
        }
        if self.score_denominator != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "scoreDenominator",
                ToString::to_string(&self.score_denominator).as_str(),
            )?;
        }
        if self.total_cost_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "totalCostOre",
                ToString::to_string(&self.total_cost_ore).as_str(),
            )?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalItem {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "cycle",
            "initiative",
            "case",
            "administration",
            "reference",
            "title",
            "area",
            "area_rank",
            "areaRank",
            "city_rank",
            "cityRank",
            "score_numerator",
            "scoreNumerator",
            "score_denominator",
            "scoreDenominator",
            "total_cost_ore",
            "totalCostOre",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Cycle,
            Initiative,
            Case,
            Administration,
            Reference,
            Title,
            Area,
            AreaRank,
            CityRank,
            ScoreNumerator,
            ScoreDenominator,
            TotalCostOre,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "cycle" => Ok(GeneratedField::Cycle),
                            "initiative" => Ok(GeneratedField::Initiative),
                            "case" => Ok(GeneratedField::Case),
                            "administration" => Ok(GeneratedField::Administration),
                            "reference" => Ok(GeneratedField::Reference),
                            "title" => Ok(GeneratedField::Title),
                            "area" => Ok(GeneratedField::Area),
                            "areaRank" | "area_rank" => Ok(GeneratedField::AreaRank),
                            "cityRank" | "city_rank" => Ok(GeneratedField::CityRank),
                            "scoreNumerator" | "score_numerator" => {
                                Ok(GeneratedField::ScoreNumerator)
                            }
                            "scoreDenominator" | "score_denominator" => {
                                Ok(GeneratedField::ScoreDenominator)
                            }
                            "totalCostOre" | "total_cost_ore" => Ok(GeneratedField::TotalCostOre),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ProposalItem;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.ProposalItem")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalItem, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut cycle__ = None;
                let mut initiative__ = None;
                let mut case__ = None;
                let mut administration__ = None;
                let mut reference__ = None;
                let mut title__ = None;
                let mut area__ = None;
                let mut area_rank__ = None;
                let mut city_rank__ = None;
                let mut score_numerator__ = None;
                let mut score_denominator__ = None;
                let mut total_cost_ore__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Cycle => {
                            if cycle__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cycle"));
                            }
                            cycle__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Initiative => {
                            if initiative__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiative"));
                            }
                            initiative__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Case => {
                            if case__.is_some() {
                                return Err(serde::de::Error::duplicate_field("case"));
                            }
                            case__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Administration => {
                            if administration__.is_some() {
                                return Err(serde::de::Error::duplicate_field("administration"));
                            }
                            administration__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Title => {
                            if title__.is_some() {
                                return Err(serde::de::Error::duplicate_field("title"));
                            }
                            title__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Area => {
                            if area__.is_some() {
                                return Err(serde::de::Error::duplicate_field("area"));
                            }
                            area__ = Some(map_.next_value()?);
                        }
                        GeneratedField::AreaRank => {
                            if area_rank__.is_some() {
                                return Err(serde::de::Error::duplicate_field("areaRank"));
                            }
                            area_rank__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::CityRank => {
                            if city_rank__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cityRank"));
                            }
                            city_rank__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::ScoreNumerator => {
                            if score_numerator__.is_some() {
                                return Err(serde::de::Error::duplicate_field("scoreNumerator"));
                            }
                            score_numerator__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::ScoreDenominator => {
                            if score_denominator__.is_some() {
                                return Err(serde::de::Error::duplicate_field("scoreDenominator"));
                            }
                            score_denominator__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::TotalCostOre => {
                            if total_cost_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("totalCostOre"));
                            }
                            total_cost_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ProposalItem {
                    cycle: cycle__.unwrap_or_default(),
                    initiative: initiative__.unwrap_or_default(),
                    case: case__.unwrap_or_default(),
                    administration: administration__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    title: title__.unwrap_or_default(),
                    area: area__.unwrap_or_default(),
                    area_rank: area_rank__.unwrap_or_default(),
                    city_rank: city_rank__.unwrap_or_default(),
                    score_numerator: score_numerator__.unwrap_or_default(),
                    score_denominator: score_denominator__.unwrap_or_default(),
                    total_cost_ore: total_cost_ore__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.ProposalItem",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for RankingDecided {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.cycle.is_empty() {
            len += 1;
        }
        if !self.area.is_empty() {
            len += 1;
        }
        if self.ballots != 0 {
            len += 1;
        }
        if !self.decided_by.is_empty() {
            len += 1;
        }
        if !self.entries.is_empty() {
            len += 1;
        }
        if self.decision.is_some() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.RankingDecided", len)?;
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.area.is_empty() {
            struct_ser.serialize_field("area", &self.area)?;
        }
        if self.ballots != 0 {
            struct_ser.serialize_field("ballots", &self.ballots)?;
        }
        if !self.decided_by.is_empty() {
            struct_ser.serialize_field("decidedBy", &self.decided_by)?;
        }
        if !self.entries.is_empty() {
            struct_ser.serialize_field("entries", &self.entries)?;
        }
        if let Some(v) = self.decision.as_ref() {
            struct_ser.serialize_field("decision", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for RankingDecided {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["cycle", "area", "ballots", "decided_by", "decidedBy", "entries", "decision"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Cycle,
            Area,
            Ballots,
            DecidedBy,
            Entries,
            Decision,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "cycle" => Ok(GeneratedField::Cycle),
                            "area" => Ok(GeneratedField::Area),
                            "ballots" => Ok(GeneratedField::Ballots),
                            "decidedBy" | "decided_by" => Ok(GeneratedField::DecidedBy),
                            "entries" => Ok(GeneratedField::Entries),
                            "decision" => Ok(GeneratedField::Decision),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = RankingDecided;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.RankingDecided")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RankingDecided, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut cycle__ = None;
                let mut area__ = None;
                let mut ballots__ = None;
                let mut decided_by__ = None;
                let mut entries__ = None;
                let mut decision__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Cycle => {
                            if cycle__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cycle"));
                            }
                            cycle__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Area => {
                            if area__.is_some() {
                                return Err(serde::de::Error::duplicate_field("area"));
                            }
                            area__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Ballots => {
                            if ballots__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ballots"));
                            }
                            ballots__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::DecidedBy => {
                            if decided_by__.is_some() {
                                return Err(serde::de::Error::duplicate_field("decidedBy"));
                            }
                            decided_by__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Entries => {
                            if entries__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entries"));
                            }
                            entries__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Decision => {
                            if decision__.is_some() {
                                return Err(serde::de::Error::duplicate_field("decision"));
                            }
                            decision__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(RankingDecided {
                    cycle: cycle__.unwrap_or_default(),
                    area: area__.unwrap_or_default(),
                    ballots: ballots__.unwrap_or_default(),
                    decided_by: decided_by__.unwrap_or_default(),
                    entries: entries__.unwrap_or_default(),
                    decision: decision__,
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.RankingDecided",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for RankingDecision {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.method != 0 {
            len += 1;
        }
        if !self.ties.is_empty() {
            len += 1;
        }
        if !self.moves.is_empty() {
            len += 1;
        }
        if !self.attendance.is_empty() {
            len += 1;
        }
        if self.quorum != 0 {
            len += 1;
        }
        if !self.gaps.is_empty() {
            len += 1;
        }
        if !self.despite_gaps.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.RankingDecision", len)?;
        if self.method != 0 {
            let v = RankingMethod::try_from(self.method).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.method))
            })?;
            struct_ser.serialize_field("method", &v)?;
        }
        if !self.ties.is_empty() {
            struct_ser.serialize_field("ties", &self.ties)?;
        }
        if !self.moves.is_empty() {
            struct_ser.serialize_field("moves", &self.moves)?;
        }
        if !self.attendance.is_empty() {
            struct_ser.serialize_field("attendance", &self.attendance)?;
        }
        if self.quorum != 0 {
            struct_ser.serialize_field("quorum", &self.quorum)?;
        }
        if !self.gaps.is_empty() {
            let v = self
                .gaps
                .iter()
                .cloned()
                .map(|v| {
                    Responsibility::try_from(v)
                        .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", v)))
                })
                .collect::<std::result::Result<Vec<_>, _>>()?;
            struct_ser.serialize_field("gaps", &v)?;
        }
        if !self.despite_gaps.is_empty() {
            struct_ser.serialize_field("despiteGaps", &self.despite_gaps)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for RankingDecision {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "method",
            "ties",
            "moves",
            "attendance",
            "quorum",
            "gaps",
            "despite_gaps",
            "despiteGaps",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Method,
            Ties,
            Moves,
            Attendance,
            Quorum,
            Gaps,
            DespiteGaps,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "method" => Ok(GeneratedField::Method),
                            "ties" => Ok(GeneratedField::Ties),
                            "moves" => Ok(GeneratedField::Moves),
                            "attendance" => Ok(GeneratedField::Attendance),
                            "quorum" => Ok(GeneratedField::Quorum),
                            "gaps" => Ok(GeneratedField::Gaps),
                            "despiteGaps" | "despite_gaps" => Ok(GeneratedField::DespiteGaps),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = RankingDecision;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.RankingDecision")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RankingDecision, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut method__ = None;
                let mut ties__ = None;
                let mut moves__ = None;
                let mut attendance__ = None;
                let mut quorum__ = None;
                let mut gaps__ = None;
                let mut despite_gaps__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Method => {
                            if method__.is_some() {
                                return Err(serde::de::Error::duplicate_field("method"));
                            }
                            method__ = Some(map_.next_value::<RankingMethod>()? as i32);
                        }
                        GeneratedField::Ties => {
                            if ties__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ties"));
                            }
                            ties__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Moves => {
                            if moves__.is_some() {
                                return Err(serde::de::Error::duplicate_field("moves"));
                            }
                            moves__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Attendance => {
                            if attendance__.is_some() {
                                return Err(serde::de::Error::duplicate_field("attendance"));
                            }
                            attendance__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Quorum => {
                            if quorum__.is_some() {
                                return Err(serde::de::Error::duplicate_field("quorum"));
                            }
                            quorum__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Gaps => {
                            if gaps__.is_some() {
                                return Err(serde::de::Error::duplicate_field("gaps"));
                            }
                            gaps__ = Some(
                                map_.next_value::<Vec<Responsibility>>()?
                                    .into_iter()
                                    .map(|x| x as i32)
                                    .collect(),
                            );
                        }
                        GeneratedField::DespiteGaps => {
                            if despite_gaps__.is_some() {
                                return Err(serde::de::Error::duplicate_field("despiteGaps"));
                            }
                            despite_gaps__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(RankingDecision {
                    method: method__.unwrap_or_default(),
                    ties: ties__.unwrap_or_default(),
                    moves: moves__.unwrap_or_default(),
                    attendance: attendance__.unwrap_or_default(),
                    quorum: quorum__.unwrap_or_default(),
                    gaps: gaps__.unwrap_or_default(),
                    despite_gaps: despite_gaps__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.RankingDecision",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for RankingEntry {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.initiative.is_empty() {
            len += 1;
        }
        if !self.case.is_empty() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        if !self.title.is_empty() {
            len += 1;
        }
        if self.rank != 0 {
            len += 1;
        }
        if self.points != 0 {
            len += 1;
        }
        if self.total_cost_ore != 0 {
            len += 1;
        }
        if self.half_point {
            len += 1;
        }
        if self.computed_rank != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.RankingEntry", len)?;
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.case.is_empty() {
            struct_ser.serialize_field("case", &self.case)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if !self.title.is_empty() {
            struct_ser.serialize_field("title", &self.title)?;
        }
        if self.rank != 0 {
            struct_ser.serialize_field("rank", &self.rank)?;
        }
        if self.points != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("points", ToString::to_string(&self.points).as_str())?;
        }
        if self.total_cost_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "totalCostOre",
                ToString::to_string(&self.total_cost_ore).as_str(),
            )?;
        }
        if self.half_point {
            struct_ser.serialize_field("halfPoint", &self.half_point)?;
        }
        if self.computed_rank != 0 {
            struct_ser.serialize_field("computedRank", &self.computed_rank)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for RankingEntry {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "initiative",
            "case",
            "reference",
            "title",
            "rank",
            "points",
            "total_cost_ore",
            "totalCostOre",
            "half_point",
            "halfPoint",
            "computed_rank",
            "computedRank",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiative,
            Case,
            Reference,
            Title,
            Rank,
            Points,
            TotalCostOre,
            HalfPoint,
            ComputedRank,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "initiative" => Ok(GeneratedField::Initiative),
                            "case" => Ok(GeneratedField::Case),
                            "reference" => Ok(GeneratedField::Reference),
                            "title" => Ok(GeneratedField::Title),
                            "rank" => Ok(GeneratedField::Rank),
                            "points" => Ok(GeneratedField::Points),
                            "totalCostOre" | "total_cost_ore" => Ok(GeneratedField::TotalCostOre),
                            "halfPoint" | "half_point" => Ok(GeneratedField::HalfPoint),
                            "computedRank" | "computed_rank" => Ok(GeneratedField::ComputedRank),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = RankingEntry;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.RankingEntry")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RankingEntry, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiative__ = None;
                let mut case__ = None;
                let mut reference__ = None;
                let mut title__ = None;
                let mut rank__ = None;
                let mut points__ = None;
                let mut total_cost_ore__ = None;
                let mut half_point__ = None;
                let mut computed_rank__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Initiative => {
                            if initiative__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiative"));
                            }
                            initiative__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Case => {
                            if case__.is_some() {
                                return Err(serde::de::Error::duplicate_field("case"));
                            }
                            case__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Title => {
                            if title__.is_some() {
                                return Err(serde::de::Error::duplicate_field("title"));
                            }
                            title__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Rank => {
                            if rank__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rank"));
                            }
                            rank__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Points => {
                            if points__.is_some() {
                                return Err(serde::de::Error::duplicate_field("points"));
                            }
                            points__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::TotalCostOre => {
                            if total_cost_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("totalCostOre"));
                            }
                            total_cost_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::HalfPoint => {
                            if half_point__.is_some() {
                                return Err(serde::de::Error::duplicate_field("halfPoint"));
                            }
                            half_point__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ComputedRank => {
                            if computed_rank__.is_some() {
                                return Err(serde::de::Error::duplicate_field("computedRank"));
                            }
                            computed_rank__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(RankingEntry {
                    initiative: initiative__.unwrap_or_default(),
                    case: case__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    title: title__.unwrap_or_default(),
                    rank: rank__.unwrap_or_default(),
                    points: points__.unwrap_or_default(),
                    total_cost_ore: total_cost_ore__.unwrap_or_default(),
                    half_point: half_point__.unwrap_or_default(),
                    computed_rank: computed_rank__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.RankingEntry",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for RankingMethod {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "RANKING_METHOD_UNSPECIFIED",
            Self::Borda => "RANKING_METHOD_BORDA",
            Self::Schulze => "RANKING_METHOD_SCHULZE",
            Self::RankedPairs => "RANKING_METHOD_RANKED_PAIRS",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for RankingMethod {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "RANKING_METHOD_UNSPECIFIED",
            "RANKING_METHOD_BORDA",
            "RANKING_METHOD_SCHULZE",
            "RANKING_METHOD_RANKED_PAIRS",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = RankingMethod;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v).ok().and_then(|x| x.try_into().ok()).ok_or_else(|| {
                    serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v).ok().and_then(|x| x.try_into().ok()).ok_or_else(|| {
                    serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "RANKING_METHOD_UNSPECIFIED" => Ok(RankingMethod::Unspecified),
                    "RANKING_METHOD_BORDA" => Ok(RankingMethod::Borda),
                    "RANKING_METHOD_SCHULZE" => Ok(RankingMethod::Schulze),
                    "RANKING_METHOD_RANKED_PAIRS" => Ok(RankingMethod::RankedPairs),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for RankingMove {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.initiative.is_empty() {
            len += 1;
        }
        if self.from_rank != 0 {
            len += 1;
        }
        if self.to_rank != 0 {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.RankingMove", len)?;
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if self.from_rank != 0 {
            struct_ser.serialize_field("fromRank", &self.from_rank)?;
        }
        if self.to_rank != 0 {
            struct_ser.serialize_field("toRank", &self.to_rank)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for RankingMove {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["initiative", "from_rank", "fromRank", "to_rank", "toRank", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiative,
            FromRank,
            ToRank,
            Reason,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "initiative" => Ok(GeneratedField::Initiative),
                            "fromRank" | "from_rank" => Ok(GeneratedField::FromRank),
                            "toRank" | "to_rank" => Ok(GeneratedField::ToRank),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = RankingMove;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.RankingMove")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RankingMove, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiative__ = None;
                let mut from_rank__ = None;
                let mut to_rank__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Initiative => {
                            if initiative__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiative"));
                            }
                            initiative__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FromRank => {
                            if from_rank__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fromRank"));
                            }
                            from_rank__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::ToRank => {
                            if to_rank__.is_some() {
                                return Err(serde::de::Error::duplicate_field("toRank"));
                            }
                            to_rank__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(RankingMove {
                    initiative: initiative__.unwrap_or_default(),
                    from_rank: from_rank__.unwrap_or_default(),
                    to_rank: to_rank__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.RankingMove",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for RankingTie {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.place != 0 {
            len += 1;
        }
        if !self.initiatives.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.RankingTie", len)?;
        if self.place != 0 {
            struct_ser.serialize_field("place", &self.place)?;
        }
        if !self.initiatives.is_empty() {
            struct_ser.serialize_field("initiatives", &self.initiatives)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for RankingTie {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["place", "initiatives"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Place,
            Initiatives,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "place" => Ok(GeneratedField::Place),
                            "initiatives" => Ok(GeneratedField::Initiatives),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = RankingTie;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.RankingTie")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RankingTie, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut place__ = None;
                let mut initiatives__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Place => {
                            if place__.is_some() {
                                return Err(serde::de::Error::duplicate_field("place"));
                            }
                            place__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Initiatives => {
                            if initiatives__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiatives"));
                            }
                            initiatives__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(RankingTie {
                    place: place__.unwrap_or_default(),
                    initiatives: initiatives__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.RankingTie",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for Responsibility {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "RESPONSIBILITY_UNSPECIFIED",
            Self::Business => "RESPONSIBILITY_BUSINESS",
            Self::It => "RESPONSIBILITY_IT",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for Responsibility {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["RESPONSIBILITY_UNSPECIFIED", "RESPONSIBILITY_BUSINESS", "RESPONSIBILITY_IT"];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = Responsibility;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v).ok().and_then(|x| x.try_into().ok()).ok_or_else(|| {
                    serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v).ok().and_then(|x| x.try_into().ok()).ok_or_else(|| {
                    serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "RESPONSIBILITY_UNSPECIFIED" => Ok(Responsibility::Unspecified),
                    "RESPONSIBILITY_BUSINESS" => Ok(Responsibility::Business),
                    "RESPONSIBILITY_IT" => Ok(Responsibility::It),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for Signature {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.competence != 0 {
            len += 1;
        }
        if !self.person.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.Signature", len)?;
        if self.competence != 0 {
            let v = Competence::try_from(self.competence).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.competence))
            })?;
            struct_ser.serialize_field("competence", &v)?;
        }
        if !self.person.is_empty() {
            struct_ser.serialize_field("person", &self.person)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Signature {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["competence", "person"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Competence,
            Person,
            __SkipField__,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(
                        &self,
                        formatter: &mut std::fmt::Formatter<'_>,
                    ) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "competence" => Ok(GeneratedField::Competence),
                            "person" => Ok(GeneratedField::Person),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Signature;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.Signature")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Signature, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut competence__ = None;
                let mut person__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Competence => {
                            if competence__.is_some() {
                                return Err(serde::de::Error::duplicate_field("competence"));
                            }
                            competence__ = Some(map_.next_value::<Competence>()? as i32);
                        }
                        GeneratedField::Person => {
                            if person__.is_some() {
                                return Err(serde::de::Error::duplicate_field("person"));
                            }
                            person__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Signature {
                    competence: competence__.unwrap_or_default(),
                    person: person__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.Signature",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for StepOneOutcome {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "STEP_ONE_OUTCOME_UNSPECIFIED",
            Self::Included => "STEP_ONE_OUTCOME_INCLUDED",
            Self::Supplement => "STEP_ONE_OUTCOME_SUPPLEMENT",
            Self::Rejected => "STEP_ONE_OUTCOME_REJECTED",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for StepOneOutcome {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "STEP_ONE_OUTCOME_UNSPECIFIED",
            "STEP_ONE_OUTCOME_INCLUDED",
            "STEP_ONE_OUTCOME_SUPPLEMENT",
            "STEP_ONE_OUTCOME_REJECTED",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = StepOneOutcome;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v).ok().and_then(|x| x.try_into().ok()).ok_or_else(|| {
                    serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self)
                })
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v).ok().and_then(|x| x.try_into().ok()).ok_or_else(|| {
                    serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self)
                })
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "STEP_ONE_OUTCOME_UNSPECIFIED" => Ok(StepOneOutcome::Unspecified),
                    "STEP_ONE_OUTCOME_INCLUDED" => Ok(StepOneOutcome::Included),
                    "STEP_ONE_OUTCOME_SUPPLEMENT" => Ok(StepOneOutcome::Supplement),
                    "STEP_ONE_OUTCOME_REJECTED" => Ok(StepOneOutcome::Rejected),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
