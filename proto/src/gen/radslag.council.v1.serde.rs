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
            serializer.serialize_struct("radslag.council.v1.JournalTextErased", len)?;
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
                formatter.write_str("struct radslag.council.v1.JournalTextErased")
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
            "radslag.council.v1.JournalTextErased",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for RecommendationIssued {
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
        if !self.meeting.is_empty() {
            len += 1;
        }
        if self.count != 0 {
            len += 1;
        }
        if !self.digest.is_empty() {
            len += 1;
        }
        if !self.decided_on.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.council.v1.RecommendationIssued", len)?;
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.meeting.is_empty() {
            struct_ser.serialize_field("meeting", &self.meeting)?;
        }
        if self.count != 0 {
            struct_ser.serialize_field("count", &self.count)?;
        }
        if !self.digest.is_empty() {
            struct_ser.serialize_field("digest", &self.digest)?;
        }
        if !self.decided_on.is_empty() {
            struct_ser.serialize_field("decidedOn", &self.decided_on)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for RecommendationIssued {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["cycle", "meeting", "count", "digest", "decided_on", "decidedOn"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Cycle,
            Meeting,
            Count,
            Digest,
            DecidedOn,
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
                            "meeting" => Ok(GeneratedField::Meeting),
                            "count" => Ok(GeneratedField::Count),
                            "digest" => Ok(GeneratedField::Digest),
                            "decidedOn" | "decided_on" => Ok(GeneratedField::DecidedOn),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = RecommendationIssued;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.council.v1.RecommendationIssued")
            }

            fn visit_map<V>(
                self,
                mut map_: V,
            ) -> std::result::Result<RecommendationIssued, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut cycle__ = None;
                let mut meeting__ = None;
                let mut count__ = None;
                let mut digest__ = None;
                let mut decided_on__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Cycle => {
                            if cycle__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cycle"));
                            }
                            cycle__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Meeting => {
                            if meeting__.is_some() {
                                return Err(serde::de::Error::duplicate_field("meeting"));
                            }
                            meeting__ = Some(map_.next_value()?);
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
                        GeneratedField::DecidedOn => {
                            if decided_on__.is_some() {
                                return Err(serde::de::Error::duplicate_field("decidedOn"));
                            }
                            decided_on__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(RecommendationIssued {
                    cycle: cycle__.unwrap_or_default(),
                    meeting: meeting__.unwrap_or_default(),
                    count: count__.unwrap_or_default(),
                    digest: digest__.unwrap_or_default(),
                    decided_on: decided_on__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.council.v1.RecommendationIssued",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for RecommendationItem {
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
        if !self.meeting.is_empty() {
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
        if self.city_rank != 0 {
            len += 1;
        }
        if self.total_cost_ore != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.council.v1.RecommendationItem", len)?;
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.meeting.is_empty() {
            struct_ser.serialize_field("meeting", &self.meeting)?;
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
        if self.city_rank != 0 {
            struct_ser.serialize_field("cityRank", &self.city_rank)?;
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
impl<'de> serde::Deserialize<'de> for RecommendationItem {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "cycle",
            "meeting",
            "initiative",
            "case",
            "administration",
            "reference",
            "title",
            "area",
            "city_rank",
            "cityRank",
            "total_cost_ore",
            "totalCostOre",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Cycle,
            Meeting,
            Initiative,
            Case,
            Administration,
            Reference,
            Title,
            Area,
            CityRank,
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
                            "meeting" => Ok(GeneratedField::Meeting),
                            "initiative" => Ok(GeneratedField::Initiative),
                            "case" => Ok(GeneratedField::Case),
                            "administration" => Ok(GeneratedField::Administration),
                            "reference" => Ok(GeneratedField::Reference),
                            "title" => Ok(GeneratedField::Title),
                            "area" => Ok(GeneratedField::Area),
                            "cityRank" | "city_rank" => Ok(GeneratedField::CityRank),
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
            type Value = RecommendationItem;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.council.v1.RecommendationItem")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RecommendationItem, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut cycle__ = None;
                let mut meeting__ = None;
                let mut initiative__ = None;
                let mut case__ = None;
                let mut administration__ = None;
                let mut reference__ = None;
                let mut title__ = None;
                let mut area__ = None;
                let mut city_rank__ = None;
                let mut total_cost_ore__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Cycle => {
                            if cycle__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cycle"));
                            }
                            cycle__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Meeting => {
                            if meeting__.is_some() {
                                return Err(serde::de::Error::duplicate_field("meeting"));
                            }
                            meeting__ = Some(map_.next_value()?);
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
                        GeneratedField::CityRank => {
                            if city_rank__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cityRank"));
                            }
                            city_rank__ = Some(
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
                Ok(RecommendationItem {
                    cycle: cycle__.unwrap_or_default(),
                    meeting: meeting__.unwrap_or_default(),
                    initiative: initiative__.unwrap_or_default(),
                    case: case__.unwrap_or_default(),
                    administration: administration__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    title: title__.unwrap_or_default(),
                    area: area__.unwrap_or_default(),
                    city_rank: city_rank__.unwrap_or_default(),
                    total_cost_ore: total_cost_ore__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.council.v1.RecommendationItem",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for SeatAppointed {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.seat.is_empty() {
            len += 1;
        }
        if !self.body.is_empty() {
            len += 1;
        }
        if !self.role.is_empty() {
            len += 1;
        }
        if !self.responsibility.is_empty() {
            len += 1;
        }
        if !self.person.is_empty() {
            len += 1;
        }
        if !self.from.is_empty() {
            len += 1;
        }
        if !self.until.is_empty() {
            len += 1;
        }
        if !self.decision_ref.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.council.v1.SeatAppointed", len)?;
        if !self.seat.is_empty() {
            struct_ser.serialize_field("seat", &self.seat)?;
        }
        if !self.body.is_empty() {
            struct_ser.serialize_field("body", &self.body)?;
        }
        if !self.role.is_empty() {
            struct_ser.serialize_field("role", &self.role)?;
        }
        if !self.responsibility.is_empty() {
            struct_ser.serialize_field("responsibility", &self.responsibility)?;
        }
        if !self.person.is_empty() {
            struct_ser.serialize_field("person", &self.person)?;
        }
        if !self.from.is_empty() {
            struct_ser.serialize_field("from", &self.from)?;
        }
        if !self.until.is_empty() {
            struct_ser.serialize_field("until", &self.until)?;
        }
        if !self.decision_ref.is_empty() {
            struct_ser.serialize_field("decisionRef", &self.decision_ref)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SeatAppointed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "seat",
            "body",
            "role",
            "responsibility",
            "person",
            "from",
            "until",
            "decision_ref",
            "decisionRef",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Seat,
            Body,
            Role,
            Responsibility,
            Person,
            From,
            Until,
            DecisionRef,
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
                            "seat" => Ok(GeneratedField::Seat),
                            "body" => Ok(GeneratedField::Body),
                            "role" => Ok(GeneratedField::Role),
                            "responsibility" => Ok(GeneratedField::Responsibility),
                            "person" => Ok(GeneratedField::Person),
                            "from" => Ok(GeneratedField::From),
                            "until" => Ok(GeneratedField::Until),
                            "decisionRef" | "decision_ref" => Ok(GeneratedField::DecisionRef),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SeatAppointed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.council.v1.SeatAppointed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SeatAppointed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut seat__ = None;
                let mut body__ = None;
                let mut role__ = None;
                let mut responsibility__ = None;
                let mut person__ = None;
                let mut from__ = None;
                let mut until__ = None;
                let mut decision_ref__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Seat => {
                            if seat__.is_some() {
                                return Err(serde::de::Error::duplicate_field("seat"));
                            }
                            seat__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Body => {
                            if body__.is_some() {
                                return Err(serde::de::Error::duplicate_field("body"));
                            }
                            body__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Role => {
                            if role__.is_some() {
                                return Err(serde::de::Error::duplicate_field("role"));
                            }
                            role__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Responsibility => {
                            if responsibility__.is_some() {
                                return Err(serde::de::Error::duplicate_field("responsibility"));
                            }
                            responsibility__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Person => {
                            if person__.is_some() {
                                return Err(serde::de::Error::duplicate_field("person"));
                            }
                            person__ = Some(map_.next_value()?);
                        }
                        GeneratedField::From => {
                            if from__.is_some() {
                                return Err(serde::de::Error::duplicate_field("from"));
                            }
                            from__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Until => {
                            if until__.is_some() {
                                return Err(serde::de::Error::duplicate_field("until"));
                            }
                            until__ = Some(map_.next_value()?);
                        }
                        GeneratedField::DecisionRef => {
                            if decision_ref__.is_some() {
                                return Err(serde::de::Error::duplicate_field("decisionRef"));
                            }
                            decision_ref__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(SeatAppointed {
                    seat: seat__.unwrap_or_default(),
                    body: body__.unwrap_or_default(),
                    role: role__.unwrap_or_default(),
                    responsibility: responsibility__.unwrap_or_default(),
                    person: person__.unwrap_or_default(),
                    from: from__.unwrap_or_default(),
                    until: until__.unwrap_or_default(),
                    decision_ref: decision_ref__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.council.v1.SeatAppointed",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for SeatEnded {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.seat.is_empty() {
            len += 1;
        }
        if !self.body.is_empty() {
            len += 1;
        }
        if !self.role.is_empty() {
            len += 1;
        }
        if !self.person.is_empty() {
            len += 1;
        }
        if !self.until.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("radslag.council.v1.SeatEnded", len)?;
        if !self.seat.is_empty() {
            struct_ser.serialize_field("seat", &self.seat)?;
        }
        if !self.body.is_empty() {
            struct_ser.serialize_field("body", &self.body)?;
        }
        if !self.role.is_empty() {
            struct_ser.serialize_field("role", &self.role)?;
        }
        if !self.person.is_empty() {
            struct_ser.serialize_field("person", &self.person)?;
        }
        if !self.until.is_empty() {
            struct_ser.serialize_field("until", &self.until)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SeatEnded {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["seat", "body", "role", "person", "until", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Seat,
            Body,
            Role,
            Person,
            Until,
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
                            "seat" => Ok(GeneratedField::Seat),
                            "body" => Ok(GeneratedField::Body),
                            "role" => Ok(GeneratedField::Role),
                            "person" => Ok(GeneratedField::Person),
                            "until" => Ok(GeneratedField::Until),
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
            type Value = SeatEnded;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.council.v1.SeatEnded")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SeatEnded, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut seat__ = None;
                let mut body__ = None;
                let mut role__ = None;
                let mut person__ = None;
                let mut until__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Seat => {
                            if seat__.is_some() {
                                return Err(serde::de::Error::duplicate_field("seat"));
                            }
                            seat__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Body => {
                            if body__.is_some() {
                                return Err(serde::de::Error::duplicate_field("body"));
                            }
                            body__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Role => {
                            if role__.is_some() {
                                return Err(serde::de::Error::duplicate_field("role"));
                            }
                            role__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Person => {
                            if person__.is_some() {
                                return Err(serde::de::Error::duplicate_field("person"));
                            }
                            person__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Until => {
                            if until__.is_some() {
                                return Err(serde::de::Error::duplicate_field("until"));
                            }
                            until__ = Some(map_.next_value()?);
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
                Ok(SeatEnded {
                    seat: seat__.unwrap_or_default(),
                    body: body__.unwrap_or_default(),
                    role: role__.unwrap_or_default(),
                    person: person__.unwrap_or_default(),
                    until: until__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("radslag.council.v1.SeatEnded", FIELDS, GeneratedVisitor)
    }
}
