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
impl serde::Serialize for Cost {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.year != 0 {
            len += 1;
        }
        if self.one_off_ore != 0 {
            len += 1;
        }
        if self.running_ore != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("radslag.beredning.v1.Cost", len)?;
        if self.year != 0 {
            struct_ser.serialize_field("year", &self.year)?;
        }
        if self.one_off_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser
                .serialize_field("oneOffOre", ToString::to_string(&self.one_off_ore).as_str())?;
        }
        if self.running_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser
                .serialize_field("runningOre", ToString::to_string(&self.running_ore).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Cost {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["year", "one_off_ore", "oneOffOre", "running_ore", "runningOre"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Year,
            OneOffOre,
            RunningOre,
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
                            "year" => Ok(GeneratedField::Year),
                            "oneOffOre" | "one_off_ore" => Ok(GeneratedField::OneOffOre),
                            "runningOre" | "running_ore" => Ok(GeneratedField::RunningOre),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Cost;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.beredning.v1.Cost")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Cost, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut year__ = None;
                let mut one_off_ore__ = None;
                let mut running_ore__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Year => {
                            if year__.is_some() {
                                return Err(serde::de::Error::duplicate_field("year"));
                            }
                            year__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::OneOffOre => {
                            if one_off_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("oneOffOre"));
                            }
                            one_off_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::RunningOre => {
                            if running_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("runningOre"));
                            }
                            running_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Cost {
                    year: year__.unwrap_or_default(),
                    one_off_ore: one_off_ore__.unwrap_or_default(),
                    running_ore: running_ore__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("radslag.beredning.v1.Cost", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DossierCompleted {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.dossier.is_empty() {
            len += 1;
        }
        if !self.initiative.is_empty() {
            len += 1;
        }
        if !self.cycle.is_empty() {
            len += 1;
        }
        if !self.administration.is_empty() {
            len += 1;
        }
        if !self.proposer.is_empty() {
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
        if self.total_cost_ore != 0 {
            len += 1;
        }
        if !self.costs.is_empty() {
            len += 1;
        }
        if !self.affected_administrations.is_empty() {
            len += 1;
        }
        if !self.scores.is_empty() {
            len += 1;
        }
        if self.value != 0 {
            len += 1;
        }
        if !self.signatures.is_empty() {
            len += 1;
        }
        if !self.officer.is_empty() {
            len += 1;
        }
        if self.round != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.beredning.v1.DossierCompleted", len)?;
        if !self.dossier.is_empty() {
            struct_ser.serialize_field("dossier", &self.dossier)?;
        }
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.administration.is_empty() {
            struct_ser.serialize_field("administration", &self.administration)?;
        }
        if !self.proposer.is_empty() {
            struct_ser.serialize_field("proposer", &self.proposer)?;
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
        if self.total_cost_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "totalCostOre",
                ToString::to_string(&self.total_cost_ore).as_str(),
            )?;
        }
        if !self.costs.is_empty() {
            struct_ser.serialize_field("costs", &self.costs)?;
        }
        if !self.affected_administrations.is_empty() {
            struct_ser
                .serialize_field("affectedAdministrations", &self.affected_administrations)?;
        }
        if !self.scores.is_empty() {
            struct_ser.serialize_field("scores", &self.scores)?;
        }
        if self.value != 0 {
            struct_ser.serialize_field("value", &self.value)?;
        }
        if !self.signatures.is_empty() {
            struct_ser.serialize_field("signatures", &self.signatures)?;
        }
        if !self.officer.is_empty() {
            struct_ser.serialize_field("officer", &self.officer)?;
        }
        if self.round != 0 {
            struct_ser.serialize_field("round", &self.round)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DossierCompleted {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "dossier",
            "initiative",
            "cycle",
            "administration",
            "proposer",
            "reference",
            "title",
            "area",
            "total_cost_ore",
            "totalCostOre",
            "costs",
            "affected_administrations",
            "affectedAdministrations",
            "scores",
            "value",
            "signatures",
            "officer",
            "round",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Dossier,
            Initiative,
            Cycle,
            Administration,
            Proposer,
            Reference,
            Title,
            Area,
            TotalCostOre,
            Costs,
            AffectedAdministrations,
            Scores,
            Value,
            Signatures,
            Officer,
            Round,
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
                            "dossier" => Ok(GeneratedField::Dossier),
                            "initiative" => Ok(GeneratedField::Initiative),
                            "cycle" => Ok(GeneratedField::Cycle),
                            "administration" => Ok(GeneratedField::Administration),
                            "proposer" => Ok(GeneratedField::Proposer),
                            "reference" => Ok(GeneratedField::Reference),
                            "title" => Ok(GeneratedField::Title),
                            "area" => Ok(GeneratedField::Area),
                            "totalCostOre" | "total_cost_ore" => Ok(GeneratedField::TotalCostOre),
                            "costs" => Ok(GeneratedField::Costs),
                            "affectedAdministrations" | "affected_administrations" => {
                                Ok(GeneratedField::AffectedAdministrations)
                            }
                            "scores" => Ok(GeneratedField::Scores),
                            "value" => Ok(GeneratedField::Value),
                            "signatures" => Ok(GeneratedField::Signatures),
                            "officer" => Ok(GeneratedField::Officer),
                            "round" => Ok(GeneratedField::Round),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DossierCompleted;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.beredning.v1.DossierCompleted")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DossierCompleted, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut dossier__ = None;
                let mut initiative__ = None;
                let mut cycle__ = None;
                let mut administration__ = None;
                let mut proposer__ = None;
                let mut reference__ = None;
                let mut title__ = None;
                let mut area__ = None;
                let mut total_cost_ore__ = None;
                let mut costs__ = None;
                let mut affected_administrations__ = None;
                let mut scores__ = None;
                let mut value__ = None;
                let mut signatures__ = None;
                let mut officer__ = None;
                let mut round__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Dossier => {
                            if dossier__.is_some() {
                                return Err(serde::de::Error::duplicate_field("dossier"));
                            }
                            dossier__ = Some(map_.next_value()?);
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
                        GeneratedField::Administration => {
                            if administration__.is_some() {
                                return Err(serde::de::Error::duplicate_field("administration"));
                            }
                            administration__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Proposer => {
                            if proposer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("proposer"));
                            }
                            proposer__ = Some(map_.next_value()?);
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
                        GeneratedField::TotalCostOre => {
                            if total_cost_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("totalCostOre"));
                            }
                            total_cost_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Costs => {
                            if costs__.is_some() {
                                return Err(serde::de::Error::duplicate_field("costs"));
                            }
                            costs__ = Some(map_.next_value()?);
                        }
                        GeneratedField::AffectedAdministrations => {
                            if affected_administrations__.is_some() {
                                return Err(serde::de::Error::duplicate_field(
                                    "affectedAdministrations",
                                ));
                            }
                            affected_administrations__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Scores => {
                            if scores__.is_some() {
                                return Err(serde::de::Error::duplicate_field("scores"));
                            }
                            scores__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Value => {
                            if value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("value"));
                            }
                            value__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Signatures => {
                            if signatures__.is_some() {
                                return Err(serde::de::Error::duplicate_field("signatures"));
                            }
                            signatures__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Officer => {
                            if officer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("officer"));
                            }
                            officer__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Round => {
                            if round__.is_some() {
                                return Err(serde::de::Error::duplicate_field("round"));
                            }
                            round__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(DossierCompleted {
                    dossier: dossier__.unwrap_or_default(),
                    initiative: initiative__.unwrap_or_default(),
                    cycle: cycle__.unwrap_or_default(),
                    administration: administration__.unwrap_or_default(),
                    proposer: proposer__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    title: title__.unwrap_or_default(),
                    area: area__.unwrap_or_default(),
                    total_cost_ore: total_cost_ore__.unwrap_or_default(),
                    costs: costs__.unwrap_or_default(),
                    affected_administrations: affected_administrations__.unwrap_or_default(),
                    scores: scores__.unwrap_or_default(),
                    value: value__.unwrap_or_default(),
                    signatures: signatures__.unwrap_or_default(),
                    officer: officer__.unwrap_or_default(),
                    round: round__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.beredning.v1.DossierCompleted",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for DossierOpened {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.dossier.is_empty() {
            len += 1;
        }
        if !self.initiative.is_empty() {
            len += 1;
        }
        if !self.cycle.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.beredning.v1.DossierOpened", len)?;
        if !self.dossier.is_empty() {
            struct_ser.serialize_field("dossier", &self.dossier)?;
        }
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DossierOpened {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["dossier", "initiative", "cycle"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Dossier,
            Initiative,
            Cycle,
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
                            "dossier" => Ok(GeneratedField::Dossier),
                            "initiative" => Ok(GeneratedField::Initiative),
                            "cycle" => Ok(GeneratedField::Cycle),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DossierOpened;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.beredning.v1.DossierOpened")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DossierOpened, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut dossier__ = None;
                let mut initiative__ = None;
                let mut cycle__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Dossier => {
                            if dossier__.is_some() {
                                return Err(serde::de::Error::duplicate_field("dossier"));
                            }
                            dossier__ = Some(map_.next_value()?);
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
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(DossierOpened {
                    dossier: dossier__.unwrap_or_default(),
                    initiative: initiative__.unwrap_or_default(),
                    cycle: cycle__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.beredning.v1.DossierOpened",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for JournalTextErased {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.sequences.is_empty() {
            len += 1;
        }
        if !self.basis.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.beredning.v1.JournalTextErased", len)?;
        if !self.sequences.is_empty() {
            struct_ser.serialize_field(
                "sequences",
                &self.sequences.iter().map(ToString::to_string).collect::<Vec<_>>(),
            )?;
        }
        if !self.basis.is_empty() {
            struct_ser.serialize_field("basis", &self.basis)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for JournalTextErased {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["sequences", "basis"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Sequences,
            Basis,
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
                            "sequences" => Ok(GeneratedField::Sequences),
                            "basis" => Ok(GeneratedField::Basis),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = JournalTextErased;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.beredning.v1.JournalTextErased")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<JournalTextErased, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut sequences__ = None;
                let mut basis__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Sequences => {
                            if sequences__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sequences"));
                            }
                            sequences__ = Some(
                                map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter()
                                    .map(|x| x.0)
                                    .collect(),
                            );
                        }
                        GeneratedField::Basis => {
                            if basis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("basis"));
                            }
                            basis__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(JournalTextErased {
                    sequences: sequences__.unwrap_or_default(),
                    basis: basis__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.beredning.v1.JournalTextErased",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for Score {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.criterion.is_empty() {
            len += 1;
        }
        if self.score != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("radslag.beredning.v1.Score", len)?;
        if !self.criterion.is_empty() {
            struct_ser.serialize_field("criterion", &self.criterion)?;
        }
        if self.score != 0 {
            struct_ser.serialize_field("score", &self.score)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Score {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["criterion", "score"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Criterion,
            Score,
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
                            "criterion" => Ok(GeneratedField::Criterion),
                            "score" => Ok(GeneratedField::Score),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Score;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.beredning.v1.Score")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Score, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut criterion__ = None;
                let mut score__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Criterion => {
                            if criterion__.is_some() {
                                return Err(serde::de::Error::duplicate_field("criterion"));
                            }
                            criterion__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Score => {
                            if score__.is_some() {
                                return Err(serde::de::Error::duplicate_field("score"));
                            }
                            score__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Score {
                    criterion: criterion__.unwrap_or_default(),
                    score: score__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("radslag.beredning.v1.Score", FIELDS, GeneratedVisitor)
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
        let mut struct_ser = serializer.serialize_struct("radslag.beredning.v1.Signature", len)?;
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
                formatter.write_str("struct radslag.beredning.v1.Signature")
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
        deserializer.deserialize_struct("radslag.beredning.v1.Signature", FIELDS, GeneratedVisitor)
    }
}
