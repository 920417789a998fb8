impl serde::Serialize for AdministrationPart {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.administration.is_empty() {
            len += 1;
        }
        if self.part.is_some() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.AdministrationPart", len)?;
        if !self.administration.is_empty() {
            struct_ser.serialize_field("administration", &self.administration)?;
        }
        if let Some(v) = self.part.as_ref() {
            struct_ser.serialize_field("part", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AdministrationPart {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["administration", "part"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Administration,
            Part,
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
                            "administration" => Ok(GeneratedField::Administration),
                            "part" => Ok(GeneratedField::Part),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AdministrationPart;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.AdministrationPart")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AdministrationPart, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut administration__ = None;
                let mut part__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Administration => {
                            if administration__.is_some() {
                                return Err(serde::de::Error::duplicate_field("administration"));
                            }
                            administration__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Part => {
                            if part__.is_some() {
                                return Err(serde::de::Error::duplicate_field("part"));
                            }
                            part__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(AdministrationPart {
                    administration: administration__.unwrap_or_default(),
                    part: part__,
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.AdministrationPart",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for AreaGaps {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.area.is_empty() {
            len += 1;
        }
        if !self.gaps.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.AreaGaps", len)?;
        if !self.area.is_empty() {
            struct_ser.serialize_field("area", &self.area)?;
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
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AreaGaps {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["area", "gaps"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Area,
            Gaps,
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
                            "area" => Ok(GeneratedField::Area),
                            "gaps" => Ok(GeneratedField::Gaps),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AreaGaps;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.AreaGaps")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AreaGaps, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut area__ = None;
                let mut gaps__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Area => {
                            if area__.is_some() {
                                return Err(serde::de::Error::duplicate_field("area"));
                            }
                            area__ = Some(map_.next_value()?);
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
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(AreaGaps { area: area__.unwrap_or_default(), gaps: gaps__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.AreaGaps",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for AreaMost {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.area.is_empty() {
            len += 1;
        }
        if self.most != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.AreaMost", len)?;
        if !self.area.is_empty() {
            struct_ser.serialize_field("area", &self.area)?;
        }
        if self.most != 0 {
            struct_ser.serialize_field("most", &self.most)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AreaMost {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["area", "most"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Area,
            Most,
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
                            "area" => Ok(GeneratedField::Area),
                            "most" => Ok(GeneratedField::Most),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AreaMost;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.AreaMost")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AreaMost, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut area__ = None;
                let mut most__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Area => {
                            if area__.is_some() {
                                return Err(serde::de::Error::duplicate_field("area"));
                            }
                            area__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Most => {
                            if most__.is_some() {
                                return Err(serde::de::Error::duplicate_field("most"));
                            }
                            most__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(AreaMost { area: area__.unwrap_or_default(), most: most__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.AreaMost",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for AreaPart {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.area.is_empty() {
            len += 1;
        }
        if self.part.is_some() {
            len += 1;
        }
        if self.rejected != 0 {
            len += 1;
        }
        if self.withdrawn != 0 {
            len += 1;
        }
        if self.waiting != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.AreaPart", len)?;
        if !self.area.is_empty() {
            struct_ser.serialize_field("area", &self.area)?;
        }
        if let Some(v) = self.part.as_ref() {
            struct_ser.serialize_field("part", v)?;
        }
        if self.rejected != 0 {
            struct_ser.serialize_field("rejected", &self.rejected)?;
        }
        if self.withdrawn != 0 {
            struct_ser.serialize_field("withdrawn", &self.withdrawn)?;
        }
        if self.waiting != 0 {
            struct_ser.serialize_field("waiting", &self.waiting)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AreaPart {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["area", "part", "rejected", "withdrawn", "waiting"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Area,
            Part,
            Rejected,
            Withdrawn,
            Waiting,
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
                            "area" => Ok(GeneratedField::Area),
                            "part" => Ok(GeneratedField::Part),
                            "rejected" => Ok(GeneratedField::Rejected),
                            "withdrawn" => Ok(GeneratedField::Withdrawn),
                            "waiting" => Ok(GeneratedField::Waiting),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AreaPart;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.AreaPart")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AreaPart, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut area__ = None;
                let mut part__ = None;
                let mut rejected__ = None;
                let mut withdrawn__ = None;
                let mut waiting__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Area => {
                            if area__.is_some() {
                                return Err(serde::de::Error::duplicate_field("area"));
                            }
                            area__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Part => {
                            if part__.is_some() {
                                return Err(serde::de::Error::duplicate_field("part"));
                            }
                            part__ = map_.next_value()?;
                        }
                        GeneratedField::Rejected => {
                            if rejected__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rejected"));
                            }
                            rejected__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Withdrawn => {
                            if withdrawn__.is_some() {
                                return Err(serde::de::Error::duplicate_field("withdrawn"));
                            }
                            withdrawn__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Waiting => {
                            if waiting__.is_some() {
                                return Err(serde::de::Error::duplicate_field("waiting"));
                            }
                            waiting__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(AreaPart {
                    area: area__.unwrap_or_default(),
                    part: part__,
                    rejected: rejected__.unwrap_or_default(),
                    withdrawn: withdrawn__.unwrap_or_default(),
                    waiting: waiting__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.AreaPart",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
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
impl serde::Serialize for CityMethod {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "CITY_METHOD_UNSPECIFIED",
            Self::AreaScore => "CITY_METHOD_AREA_SCORE",
            Self::Weighted => "CITY_METHOD_WEIGHTED",
            Self::EqualShares => "CITY_METHOD_EQUAL_SHARES",
            Self::Portfolio => "CITY_METHOD_PORTFOLIO",
            Self::Wsjf => "CITY_METHOD_WSJF",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for CityMethod {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "CITY_METHOD_UNSPECIFIED",
            "CITY_METHOD_AREA_SCORE",
            "CITY_METHOD_WEIGHTED",
            "CITY_METHOD_EQUAL_SHARES",
            "CITY_METHOD_PORTFOLIO",
            "CITY_METHOD_WSJF",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = CityMethod;

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
                    "CITY_METHOD_UNSPECIFIED" => Ok(CityMethod::Unspecified),
                    "CITY_METHOD_AREA_SCORE" => Ok(CityMethod::AreaScore),
                    "CITY_METHOD_WEIGHTED" => Ok(CityMethod::Weighted),
                    "CITY_METHOD_EQUAL_SHARES" => Ok(CityMethod::EqualShares),
                    "CITY_METHOD_PORTFOLIO" => Ok(CityMethod::Portfolio),
                    "CITY_METHOD_WSJF" => Ok(CityMethod::Wsjf),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
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
impl serde::Serialize for Completion {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "COMPLETION_UNSPECIFIED",
            Self::None => "COMPLETION_NONE",
            Self::Add1 => "COMPLETION_ADD1",
            Self::Greedy => "COMPLETION_GREEDY",
            Self::Add1Greedy => "COMPLETION_ADD1_GREEDY",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for Completion {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "COMPLETION_UNSPECIFIED",
            "COMPLETION_NONE",
            "COMPLETION_ADD1",
            "COMPLETION_GREEDY",
            "COMPLETION_ADD1_GREEDY",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = Completion;

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
                    "COMPLETION_UNSPECIFIED" => Ok(Completion::Unspecified),
                    "COMPLETION_NONE" => Ok(Completion::None),
                    "COMPLETION_ADD1" => Ok(Completion::Add1),
                    "COMPLETION_GREEDY" => Ok(Completion::Greedy),
                    "COMPLETION_ADD1_GREEDY" => Ok(Completion::Add1Greedy),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for CriteriaComparison {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.first.is_empty() {
            len += 1;
        }
        if !self.second.is_empty() {
            len += 1;
        }
        if self.times != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.CriteriaComparison", len)?;
        if !self.first.is_empty() {
            struct_ser.serialize_field("first", &self.first)?;
        }
        if !self.second.is_empty() {
            struct_ser.serialize_field("second", &self.second)?;
        }
        if self.times != 0 {
            struct_ser.serialize_field("times", &self.times)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CriteriaComparison {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["first", "second", "times"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            First,
            Second,
            Times,
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
                            "first" => Ok(GeneratedField::First),
                            "second" => Ok(GeneratedField::Second),
                            "times" => Ok(GeneratedField::Times),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CriteriaComparison;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.CriteriaComparison")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CriteriaComparison, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut first__ = None;
                let mut second__ = None;
                let mut times__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::First => {
                            if first__.is_some() {
                                return Err(serde::de::Error::duplicate_field("first"));
                            }
                            first__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Second => {
                            if second__.is_some() {
                                return Err(serde::de::Error::duplicate_field("second"));
                            }
                            second__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Times => {
                            if times__.is_some() {
                                return Err(serde::de::Error::duplicate_field("times"));
                            }
                            times__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(CriteriaComparison {
                    first: first__.unwrap_or_default(),
                    second: second__.unwrap_or_default(),
                    times: times__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.CriteriaComparison",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for CriterionWeight {
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
        if self.weight != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.CriterionWeight", len)?;
        if !self.criterion.is_empty() {
            struct_ser.serialize_field("criterion", &self.criterion)?;
        }
        if self.weight != 0 {
            struct_ser.serialize_field("weight", &self.weight)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CriterionWeight {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["criterion", "weight"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Criterion,
            Weight,
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
                            "weight" => Ok(GeneratedField::Weight),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CriterionWeight;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.CriterionWeight")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CriterionWeight, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut criterion__ = None;
                let mut weight__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Criterion => {
                            if criterion__.is_some() {
                                return Err(serde::de::Error::duplicate_field("criterion"));
                            }
                            criterion__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Weight => {
                            if weight__.is_some() {
                                return Err(serde::de::Error::duplicate_field("weight"));
                            }
                            weight__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(CriterionWeight {
                    criterion: criterion__.unwrap_or_default(),
                    weight: weight__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.CriterionWeight",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for Dependency {
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
        if !self.other.is_empty() {
            len += 1;
        }
        if self.holds {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.Dependency", len)?;
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.other.is_empty() {
            struct_ser.serialize_field("other", &self.other)?;
        }
        if self.holds {
            struct_ser.serialize_field("holds", &self.holds)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Dependency {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["initiative", "other", "holds"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiative,
            Other,
            Holds,
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
                            "other" => Ok(GeneratedField::Other),
                            "holds" => Ok(GeneratedField::Holds),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Dependency;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.Dependency")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Dependency, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiative__ = None;
                let mut other__ = None;
                let mut holds__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Initiative => {
                            if initiative__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiative"));
                            }
                            initiative__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Other => {
                            if other__.is_some() {
                                return Err(serde::de::Error::duplicate_field("other"));
                            }
                            other__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Holds => {
                            if holds__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holds"));
                            }
                            holds__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Dependency {
                    initiative: initiative__.unwrap_or_default(),
                    other: other__.unwrap_or_default(),
                    holds: holds__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.Dependency",
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
            serializer.serialize_struct("radslag.prioritisation.v1.JournalTextErased", len)?;
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
                formatter.write_str("struct radslag.prioritisation.v1.JournalTextErased")
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
            "radslag.prioritisation.v1.JournalTextErased",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for PreparationCertificate {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.initiatives != 0 {
            len += 1;
        }
        if self.complete {
            len += 1;
        }
        if !self.checks.is_empty() {
            len += 1;
        }
        if !self.gaps.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.PreparationCertificate", len)?;
        if self.initiatives != 0 {
            struct_ser.serialize_field("initiatives", &self.initiatives)?;
        }
        if self.complete {
            struct_ser.serialize_field("complete", &self.complete)?;
        }
        if !self.checks.is_empty() {
            struct_ser.serialize_field("checks", &self.checks)?;
        }
        if !self.gaps.is_empty() {
            struct_ser.serialize_field("gaps", &self.gaps)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for PreparationCertificate {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["initiatives", "complete", "checks", "gaps"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiatives,
            Complete,
            Checks,
            Gaps,
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
                            "complete" => Ok(GeneratedField::Complete),
                            "checks" => Ok(GeneratedField::Checks),
                            "gaps" => Ok(GeneratedField::Gaps),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = PreparationCertificate;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.PreparationCertificate")
            }

            fn visit_map<V>(
                self,
                mut map_: V,
            ) -> std::result::Result<PreparationCertificate, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiatives__ = None;
                let mut complete__ = None;
                let mut checks__ = None;
                let mut gaps__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Initiatives => {
                            if initiatives__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiatives"));
                            }
                            initiatives__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Complete => {
                            if complete__.is_some() {
                                return Err(serde::de::Error::duplicate_field("complete"));
                            }
                            complete__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Checks => {
                            if checks__.is_some() {
                                return Err(serde::de::Error::duplicate_field("checks"));
                            }
                            checks__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Gaps => {
                            if gaps__.is_some() {
                                return Err(serde::de::Error::duplicate_field("gaps"));
                            }
                            gaps__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(PreparationCertificate {
                    initiatives: initiatives__.unwrap_or_default(),
                    complete: complete__.unwrap_or_default(),
                    checks: checks__.unwrap_or_default(),
                    gaps: gaps__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.PreparationCertificate",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for PreparationCheck {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.rule.is_empty() {
            len += 1;
        }
        if self.holds != 0 {
            len += 1;
        }
        if !self.lacking.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.PreparationCheck", len)?;
        if !self.rule.is_empty() {
            struct_ser.serialize_field("rule", &self.rule)?;
        }
        if self.holds != 0 {
            struct_ser.serialize_field("holds", &self.holds)?;
        }
        if !self.lacking.is_empty() {
            struct_ser.serialize_field("lacking", &self.lacking)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for PreparationCheck {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["rule", "holds", "lacking"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Rule,
            Holds,
            Lacking,
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
                            "rule" => Ok(GeneratedField::Rule),
                            "holds" => Ok(GeneratedField::Holds),
                            "lacking" => Ok(GeneratedField::Lacking),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = PreparationCheck;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.PreparationCheck")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<PreparationCheck, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut rule__ = None;
                let mut holds__ = None;
                let mut lacking__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Rule => {
                            if rule__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rule"));
                            }
                            rule__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Holds => {
                            if holds__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holds"));
                            }
                            holds__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Lacking => {
                            if lacking__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lacking"));
                            }
                            lacking__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(PreparationCheck {
                    rule: rule__.unwrap_or_default(),
                    holds: holds__.unwrap_or_default(),
                    lacking: lacking__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.PreparationCheck",
            FIELDS,
            GeneratedVisitor,
        )
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
        if self.making.is_some() {
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
        if let Some(v) = self.making.as_ref() {
            struct_ser.serialize_field("making", v)?;
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
        const FIELDS: &[&str] = &["cycle", "count", "digest", "signatures", "making"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Cycle,
            Count,
            Digest,
            Signatures,
            Making,
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
                            "making" => Ok(GeneratedField::Making),
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
                let mut making__ = None;
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
                        GeneratedField::Making => {
                            if making__.is_some() {
                                return Err(serde::de::Error::duplicate_field("making"));
                            }
                            making__ = map_.next_value()?;
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
                    making: making__,
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
        if self.computed_rank != 0 {
            len += 1;
        }
        if self.within_frame {
            len += 1;
        }
        if self.computed_within_frame {
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
        if self.computed_rank != 0 {
            struct_ser.serialize_field("computedRank", &self.computed_rank)?;
        }
        if self.within_frame {
            struct_ser.serialize_field("withinFrame", &self.within_frame)?;
        }
        if self.computed_within_frame {
            struct_ser.serialize_field("computedWithinFrame", &self.computed_within_frame)?;
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
            "computed_rank",
            "computedRank",
            "within_frame",
            "withinFrame",
            "computed_within_frame",
            "computedWithinFrame",
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
            ComputedRank,
            WithinFrame,
            ComputedWithinFrame,
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
                            "computedRank" | "computed_rank" => Ok(GeneratedField::ComputedRank),
                            "withinFrame" | "within_frame" => Ok(GeneratedField::WithinFrame),
                            "computedWithinFrame" | "computed_within_frame" => {
                                Ok(GeneratedField::ComputedWithinFrame)
                            }
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
                let mut computed_rank__ = None;
                let mut within_frame__ = None;
                let mut computed_within_frame__ = None;
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
                        GeneratedField::ComputedRank => {
                            if computed_rank__.is_some() {
                                return Err(serde::de::Error::duplicate_field("computedRank"));
                            }
                            computed_rank__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::WithinFrame => {
                            if within_frame__.is_some() {
                                return Err(serde::de::Error::duplicate_field("withinFrame"));
                            }
                            within_frame__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ComputedWithinFrame => {
                            if computed_within_frame__.is_some() {
                                return Err(serde::de::Error::duplicate_field(
                                    "computedWithinFrame",
                                ));
                            }
                            computed_within_frame__ = Some(map_.next_value()?);
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
                    computed_rank: computed_rank__.unwrap_or_default(),
                    within_frame: within_frame__.unwrap_or_default(),
                    computed_within_frame: computed_within_frame__.unwrap_or_default(),
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
impl serde::Serialize for ProposalMaking {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.settings.is_some() {
            len += 1;
        }
        if !self.overrides.is_empty() {
            len += 1;
        }
        if self.outcome.is_some() {
            len += 1;
        }
        if self.whole.is_some() {
            len += 1;
        }
        if self.certificate.is_some() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.ProposalMaking", len)?;
        if let Some(v) = self.settings.as_ref() {
            struct_ser.serialize_field("settings", v)?;
        }
        if !self.overrides.is_empty() {
            struct_ser.serialize_field("overrides", &self.overrides)?;
        }
        if let Some(v) = self.outcome.as_ref() {
            struct_ser.serialize_field("outcome", v)?;
        }
        if let Some(v) = self.whole.as_ref() {
            struct_ser.serialize_field("whole", v)?;
        }
        if let Some(v) = self.certificate.as_ref() {
            struct_ser.serialize_field("certificate", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalMaking {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["settings", "overrides", "outcome", "whole", "certificate"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Settings,
            Overrides,
            Outcome,
            Whole,
            Certificate,
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
                            "settings" => Ok(GeneratedField::Settings),
                            "overrides" => Ok(GeneratedField::Overrides),
                            "outcome" => Ok(GeneratedField::Outcome),
                            "whole" => Ok(GeneratedField::Whole),
                            "certificate" => Ok(GeneratedField::Certificate),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ProposalMaking;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.ProposalMaking")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalMaking, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut settings__ = None;
                let mut overrides__ = None;
                let mut outcome__ = None;
                let mut whole__ = None;
                let mut certificate__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Settings => {
                            if settings__.is_some() {
                                return Err(serde::de::Error::duplicate_field("settings"));
                            }
                            settings__ = map_.next_value()?;
                        }
                        GeneratedField::Overrides => {
                            if overrides__.is_some() {
                                return Err(serde::de::Error::duplicate_field("overrides"));
                            }
                            overrides__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Outcome => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("outcome"));
                            }
                            outcome__ = map_.next_value()?;
                        }
                        GeneratedField::Whole => {
                            if whole__.is_some() {
                                return Err(serde::de::Error::duplicate_field("whole"));
                            }
                            whole__ = map_.next_value()?;
                        }
                        GeneratedField::Certificate => {
                            if certificate__.is_some() {
                                return Err(serde::de::Error::duplicate_field("certificate"));
                            }
                            certificate__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ProposalMaking {
                    settings: settings__,
                    overrides: overrides__.unwrap_or_default(),
                    outcome: outcome__,
                    whole: whole__,
                    certificate: certificate__,
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.ProposalMaking",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for ProposalOutcome {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.computed_cost_ore != 0 {
            len += 1;
        }
        if self.value.is_some() {
            len += 1;
        }
        if self.bound.is_some() {
            len += 1;
        }
        if self.proven {
            len += 1;
        }
        if !self.ties.is_empty() {
            len += 1;
        }
        if !self.unrated.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.ProposalOutcome", len)?;
        if self.computed_cost_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "computedCostOre",
                ToString::to_string(&self.computed_cost_ore).as_str(),
            )?;
        }
        if let Some(v) = self.value.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("value", ToString::to_string(&v).as_str())?;
        }
        if let Some(v) = self.bound.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("bound", ToString::to_string(&v).as_str())?;
        }
        if self.proven {
            struct_ser.serialize_field("proven", &self.proven)?;
        }
        if !self.ties.is_empty() {
            struct_ser.serialize_field("ties", &self.ties)?;
        }
        if !self.unrated.is_empty() {
            struct_ser.serialize_field("unrated", &self.unrated)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalOutcome {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "computed_cost_ore",
            "computedCostOre",
            "value",
            "bound",
            "proven",
            "ties",
            "unrated",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            ComputedCostOre,
            Value,
            Bound,
            Proven,
            Ties,
            Unrated,
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
                            "computedCostOre" | "computed_cost_ore" => {
                                Ok(GeneratedField::ComputedCostOre)
                            }
                            "value" => Ok(GeneratedField::Value),
                            "bound" => Ok(GeneratedField::Bound),
                            "proven" => Ok(GeneratedField::Proven),
                            "ties" => Ok(GeneratedField::Ties),
                            "unrated" => Ok(GeneratedField::Unrated),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ProposalOutcome;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.ProposalOutcome")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalOutcome, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut computed_cost_ore__ = None;
                let mut value__ = None;
                let mut bound__ = None;
                let mut proven__ = None;
                let mut ties__ = None;
                let mut unrated__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::ComputedCostOre => {
                            if computed_cost_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("computedCostOre"));
                            }
                            computed_cost_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Value => {
                            if value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("value"));
                            }
                            value__ =
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::Bound => {
                            if bound__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bound"));
                            }
                            bound__ =
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::Proven => {
                            if proven__.is_some() {
                                return Err(serde::de::Error::duplicate_field("proven"));
                            }
                            proven__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Ties => {
                            if ties__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ties"));
                            }
                            ties__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Unrated => {
                            if unrated__.is_some() {
                                return Err(serde::de::Error::duplicate_field("unrated"));
                            }
                            unrated__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ProposalOutcome {
                    computed_cost_ore: computed_cost_ore__.unwrap_or_default(),
                    value: value__,
                    bound: bound__,
                    proven: proven__.unwrap_or_default(),
                    ties: ties__.unwrap_or_default(),
                    unrated: unrated__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.ProposalOutcome",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for ProposalOverride {
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
        if self.to_rank != 0 {
            len += 1;
        }
        if self.within_frame.is_some() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.ProposalOverride", len)?;
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if self.to_rank != 0 {
            struct_ser.serialize_field("toRank", &self.to_rank)?;
        }
        if let Some(v) = self.within_frame.as_ref() {
            struct_ser.serialize_field("withinFrame", v)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalOverride {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["initiative", "to_rank", "toRank", "within_frame", "withinFrame", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiative,
            ToRank,
            WithinFrame,
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
                            "toRank" | "to_rank" => Ok(GeneratedField::ToRank),
                            "withinFrame" | "within_frame" => Ok(GeneratedField::WithinFrame),
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
            type Value = ProposalOverride;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.ProposalOverride")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalOverride, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiative__ = None;
                let mut to_rank__ = None;
                let mut within_frame__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Initiative => {
                            if initiative__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiative"));
                            }
                            initiative__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ToRank => {
                            if to_rank__.is_some() {
                                return Err(serde::de::Error::duplicate_field("toRank"));
                            }
                            to_rank__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::WithinFrame => {
                            if within_frame__.is_some() {
                                return Err(serde::de::Error::duplicate_field("withinFrame"));
                            }
                            within_frame__ = map_.next_value()?;
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
                Ok(ProposalOverride {
                    initiative: initiative__.unwrap_or_default(),
                    to_rank: to_rank__.unwrap_or_default(),
                    within_frame: within_frame__,
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.ProposalOverride",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for ProposalSettings {
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
        if self.frame_ore.is_some() {
            len += 1;
        }
        if !self.frames.is_empty() {
            len += 1;
        }
        if !self.weights.is_empty() {
            len += 1;
        }
        if self.voters != 0 {
            len += 1;
        }
        if self.utility != 0 {
            len += 1;
        }
        if self.completion != 0 {
            len += 1;
        }
        if self.values != 0 {
            len += 1;
        }
        if !self.requires.is_empty() {
            len += 1;
        }
        if !self.excludes.is_empty() {
            len += 1;
        }
        if !self.caps.is_empty() {
            len += 1;
        }
        if !self.locked_in.is_empty() {
            len += 1;
        }
        if !self.locked_out.is_empty() {
            len += 1;
        }
        if !self.comparisons.is_empty() {
            len += 1;
        }
        if self.scores != 0 {
            len += 1;
        }
        if self.wsjf.is_some() {
            len += 1;
        }
        if !self.voter_weights.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.ProposalSettings", len)?;
        if self.method != 0 {
            let v = CityMethod::try_from(self.method).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.method))
            })?;
            struct_ser.serialize_field("method", &v)?;
        }
        if let Some(v) = self.frame_ore.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("frameOre", ToString::to_string(&v).as_str())?;
        }
        if !self.frames.is_empty() {
            struct_ser.serialize_field("frames", &self.frames)?;
        }
        if !self.weights.is_empty() {
            struct_ser.serialize_field("weights", &self.weights)?;
        }
        if self.voters != 0 {
            let v = Voters::try_from(self.voters).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.voters))
            })?;
            struct_ser.serialize_field("voters", &v)?;
        }
        if self.utility != 0 {
            let v = Utility::try_from(self.utility).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.utility))
            })?;
            struct_ser.serialize_field("utility", &v)?;
        }
        if self.completion != 0 {
            let v = Completion::try_from(self.completion).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.completion))
            })?;
            struct_ser.serialize_field("completion", &v)?;
        }
        if self.values != 0 {
            let v = ValueSource::try_from(self.values).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.values))
            })?;
            struct_ser.serialize_field("values", &v)?;
        }
        if !self.requires.is_empty() {
            struct_ser.serialize_field("requires", &self.requires)?;
        }
        if !self.excludes.is_empty() {
            struct_ser.serialize_field("excludes", &self.excludes)?;
        }
        if !self.caps.is_empty() {
            struct_ser.serialize_field("caps", &self.caps)?;
        }
        if !self.locked_in.is_empty() {
            struct_ser.serialize_field("lockedIn", &self.locked_in)?;
        }
        if !self.locked_out.is_empty() {
            struct_ser.serialize_field("lockedOut", &self.locked_out)?;
        }
        if !self.comparisons.is_empty() {
            struct_ser.serialize_field("comparisons", &self.comparisons)?;
        }
        if self.scores != 0 {
            let v = ScoreSource::try_from(self.scores).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.scores))
            })?;
            struct_ser.serialize_field("scores", &v)?;
        }
        if let Some(v) = self.wsjf.as_ref() {
            struct_ser.serialize_field("wsjf", v)?;
        }
        if !self.voter_weights.is_empty() {
            struct_ser.serialize_field("voterWeights", &self.voter_weights)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalSettings {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "method",
            "frame_ore",
            "frameOre",
            "frames",
            "weights",
            "voters",
            "utility",
            "completion",
            "values",
            "requires",
            "excludes",
            "caps",
            "locked_in",
            "lockedIn",
            "locked_out",
            "lockedOut",
            "comparisons",
            "scores",
            "wsjf",
            "voter_weights",
            "voterWeights",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Method,
            FrameOre,
            Frames,
            Weights,
            Voters,
            Utility,
            Completion,
            Values,
            Requires,
            Excludes,
            Caps,
            LockedIn,
            LockedOut,
            Comparisons,
            Scores,
            Wsjf,
            VoterWeights,
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
                            "frameOre" | "frame_ore" => Ok(GeneratedField::FrameOre),
                            "frames" => Ok(GeneratedField::Frames),
                            "weights" => Ok(GeneratedField::Weights),
                            "voters" => Ok(GeneratedField::Voters),
                            "utility" => Ok(GeneratedField::Utility),
                            "completion" => Ok(GeneratedField::Completion),
                            "values" => Ok(GeneratedField::Values),
                            "requires" => Ok(GeneratedField::Requires),
                            "excludes" => Ok(GeneratedField::Excludes),
                            "caps" => Ok(GeneratedField::Caps),
                            "lockedIn" | "locked_in" => Ok(GeneratedField::LockedIn),
                            "lockedOut" | "locked_out" => Ok(GeneratedField::LockedOut),
                            "comparisons" => Ok(GeneratedField::Comparisons),
                            "scores" => Ok(GeneratedField::Scores),
                            "wsjf" => Ok(GeneratedField::Wsjf),
                            "voterWeights" | "voter_weights" => Ok(GeneratedField::VoterWeights),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ProposalSettings;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.ProposalSettings")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalSettings, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut method__ = None;
                let mut frame_ore__ = None;
                let mut frames__ = None;
                let mut weights__ = None;
                let mut voters__ = None;
                let mut utility__ = None;
                let mut completion__ = None;
                let mut values__ = None;
                let mut requires__ = None;
                let mut excludes__ = None;
                let mut caps__ = None;
                let mut locked_in__ = None;
                let mut locked_out__ = None;
                let mut comparisons__ = None;
                let mut scores__ = None;
                let mut wsjf__ = None;
                let mut voter_weights__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Method => {
                            if method__.is_some() {
                                return Err(serde::de::Error::duplicate_field("method"));
                            }
                            method__ = Some(map_.next_value::<CityMethod>()? as i32);
                        }
                        GeneratedField::FrameOre => {
                            if frame_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("frameOre"));
                            }
                            frame_ore__ =
                                map_.next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>()?.map(|x| x.0)
                            ;
                        }
                        GeneratedField::Frames => {
                            if frames__.is_some() {
                                return Err(serde::de::Error::duplicate_field("frames"));
                            }
                            frames__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Weights => {
                            if weights__.is_some() {
                                return Err(serde::de::Error::duplicate_field("weights"));
                            }
                            weights__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Voters => {
                            if voters__.is_some() {
                                return Err(serde::de::Error::duplicate_field("voters"));
                            }
                            voters__ = Some(map_.next_value::<Voters>()? as i32);
                        }
                        GeneratedField::Utility => {
                            if utility__.is_some() {
                                return Err(serde::de::Error::duplicate_field("utility"));
                            }
                            utility__ = Some(map_.next_value::<Utility>()? as i32);
                        }
                        GeneratedField::Completion => {
                            if completion__.is_some() {
                                return Err(serde::de::Error::duplicate_field("completion"));
                            }
                            completion__ = Some(map_.next_value::<Completion>()? as i32);
                        }
                        GeneratedField::Values => {
                            if values__.is_some() {
                                return Err(serde::de::Error::duplicate_field("values"));
                            }
                            values__ = Some(map_.next_value::<ValueSource>()? as i32);
                        }
                        GeneratedField::Requires => {
                            if requires__.is_some() {
                                return Err(serde::de::Error::duplicate_field("requires"));
                            }
                            requires__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Excludes => {
                            if excludes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("excludes"));
                            }
                            excludes__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Caps => {
                            if caps__.is_some() {
                                return Err(serde::de::Error::duplicate_field("caps"));
                            }
                            caps__ = Some(map_.next_value()?);
                        }
                        GeneratedField::LockedIn => {
                            if locked_in__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lockedIn"));
                            }
                            locked_in__ = Some(map_.next_value()?);
                        }
                        GeneratedField::LockedOut => {
                            if locked_out__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lockedOut"));
                            }
                            locked_out__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Comparisons => {
                            if comparisons__.is_some() {
                                return Err(serde::de::Error::duplicate_field("comparisons"));
                            }
                            comparisons__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Scores => {
                            if scores__.is_some() {
                                return Err(serde::de::Error::duplicate_field("scores"));
                            }
                            scores__ = Some(map_.next_value::<ScoreSource>()? as i32);
                        }
                        GeneratedField::Wsjf => {
                            if wsjf__.is_some() {
                                return Err(serde::de::Error::duplicate_field("wsjf"));
                            }
                            wsjf__ = map_.next_value()?;
                        }
                        GeneratedField::VoterWeights => {
                            if voter_weights__.is_some() {
                                return Err(serde::de::Error::duplicate_field("voterWeights"));
                            }
                            voter_weights__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ProposalSettings {
                    method: method__.unwrap_or_default(),
                    frame_ore: frame_ore__,
                    frames: frames__.unwrap_or_default(),
                    weights: weights__.unwrap_or_default(),
                    voters: voters__.unwrap_or_default(),
                    utility: utility__.unwrap_or_default(),
                    completion: completion__.unwrap_or_default(),
                    values: values__.unwrap_or_default(),
                    requires: requires__.unwrap_or_default(),
                    excludes: excludes__.unwrap_or_default(),
                    caps: caps__.unwrap_or_default(),
                    locked_in: locked_in__.unwrap_or_default(),
                    locked_out: locked_out__.unwrap_or_default(),
                    comparisons: comparisons__.unwrap_or_default(),
                    scores: scores__.unwrap_or_default(),
                    wsjf: wsjf__,
                    voter_weights: voter_weights__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.ProposalSettings",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for ProposalTie {
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
            serializer.serialize_struct("radslag.prioritisation.v1.ProposalTie", len)?;
        if !self.initiatives.is_empty() {
            struct_ser.serialize_field("initiatives", &self.initiatives)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalTie {
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
            type Value = ProposalTie;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.ProposalTie")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalTie, V::Error>
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
                Ok(ProposalTie { initiatives: initiatives__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.ProposalTie",
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
impl serde::Serialize for ScoreSource {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "SCORE_SOURCE_UNSPECIFIED",
            Self::Experts => "SCORE_SOURCE_EXPERTS",
            Self::Members => "SCORE_SOURCE_MEMBERS",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for ScoreSource {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["SCORE_SOURCE_UNSPECIFIED", "SCORE_SOURCE_EXPERTS", "SCORE_SOURCE_MEMBERS"];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = ScoreSource;

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
                    "SCORE_SOURCE_UNSPECIFIED" => Ok(ScoreSource::Unspecified),
                    "SCORE_SOURCE_EXPERTS" => Ok(ScoreSource::Experts),
                    "SCORE_SOURCE_MEMBERS" => Ok(ScoreSource::Members),
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
impl serde::Serialize for Utility {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "UTILITY_UNSPECIFIED",
            Self::Cost => "UTILITY_COST",
            Self::Cardinality => "UTILITY_CARDINALITY",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for Utility {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["UTILITY_UNSPECIFIED", "UTILITY_COST", "UTILITY_CARDINALITY"];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = Utility;

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
                    "UTILITY_UNSPECIFIED" => Ok(Utility::Unspecified),
                    "UTILITY_COST" => Ok(Utility::Cost),
                    "UTILITY_CARDINALITY" => Ok(Utility::Cardinality),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for ValueSource {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "VALUE_SOURCE_UNSPECIFIED",
            Self::AreaScore => "VALUE_SOURCE_AREA_SCORE",
            Self::Valuation => "VALUE_SOURCE_VALUATION",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for ValueSource {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["VALUE_SOURCE_UNSPECIFIED", "VALUE_SOURCE_AREA_SCORE", "VALUE_SOURCE_VALUATION"];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = ValueSource;

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
                    "VALUE_SOURCE_UNSPECIFIED" => Ok(ValueSource::Unspecified),
                    "VALUE_SOURCE_AREA_SCORE" => Ok(ValueSource::AreaScore),
                    "VALUE_SOURCE_VALUATION" => Ok(ValueSource::Valuation),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for VoterWeight {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.voter.is_empty() {
            len += 1;
        }
        if self.weight != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.VoterWeight", len)?;
        if !self.voter.is_empty() {
            struct_ser.serialize_field("voter", &self.voter)?;
        }
        if self.weight != 0 {
            struct_ser.serialize_field("weight", &self.weight)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for VoterWeight {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["voter", "weight"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Voter,
            Weight,
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
                            "voter" => Ok(GeneratedField::Voter),
                            "weight" => Ok(GeneratedField::Weight),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = VoterWeight;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.VoterWeight")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<VoterWeight, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut voter__ = None;
                let mut weight__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Voter => {
                            if voter__.is_some() {
                                return Err(serde::de::Error::duplicate_field("voter"));
                            }
                            voter__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Weight => {
                            if weight__.is_some() {
                                return Err(serde::de::Error::duplicate_field("weight"));
                            }
                            weight__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(VoterWeight {
                    voter: voter__.unwrap_or_default(),
                    weight: weight__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.VoterWeight",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for Voters {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "VOTERS_UNSPECIFIED",
            Self::Administrations => "VOTERS_ADMINISTRATIONS",
            Self::Areas => "VOTERS_AREAS",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for Voters {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["VOTERS_UNSPECIFIED", "VOTERS_ADMINISTRATIONS", "VOTERS_AREAS"];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = Voters;

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
                    "VOTERS_UNSPECIFIED" => Ok(Voters::Unspecified),
                    "VOTERS_ADMINISTRATIONS" => Ok(Voters::Administrations),
                    "VOTERS_AREAS" => Ok(Voters::Areas),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for WholePart {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.initiatives != 0 {
            len += 1;
        }
        if self.total_cost_ore != 0 {
            len += 1;
        }
        if self.within != 0 {
            len += 1;
        }
        if self.within_cost_ore != 0 {
            len += 1;
        }
        if self.share_permille != 0 {
            len += 1;
        }
        if self.proportional_permille != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.WholePart", len)?;
        if self.initiatives != 0 {
            struct_ser.serialize_field("initiatives", &self.initiatives)?;
        }
        if self.total_cost_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "totalCostOre",
                ToString::to_string(&self.total_cost_ore).as_str(),
            )?;
        }
        if self.within != 0 {
            struct_ser.serialize_field("within", &self.within)?;
        }
        if self.within_cost_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "withinCostOre",
                ToString::to_string(&self.within_cost_ore).as_str(),
            )?;
        }
        if self.share_permille != 0 {
            struct_ser.serialize_field("sharePermille", &self.share_permille)?;
        }
        if self.proportional_permille != 0 {
            struct_ser.serialize_field("proportionalPermille", &self.proportional_permille)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for WholePart {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "initiatives",
            "total_cost_ore",
            "totalCostOre",
            "within",
            "within_cost_ore",
            "withinCostOre",
            "share_permille",
            "sharePermille",
            "proportional_permille",
            "proportionalPermille",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiatives,
            TotalCostOre,
            Within,
            WithinCostOre,
            SharePermille,
            ProportionalPermille,
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
                            "totalCostOre" | "total_cost_ore" => Ok(GeneratedField::TotalCostOre),
                            "within" => Ok(GeneratedField::Within),
                            "withinCostOre" | "within_cost_ore" => {
                                Ok(GeneratedField::WithinCostOre)
                            }
                            "sharePermille" | "share_permille" => Ok(GeneratedField::SharePermille),
                            "proportionalPermille" | "proportional_permille" => {
                                Ok(GeneratedField::ProportionalPermille)
                            }
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = WholePart;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.WholePart")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<WholePart, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiatives__ = None;
                let mut total_cost_ore__ = None;
                let mut within__ = None;
                let mut within_cost_ore__ = None;
                let mut share_permille__ = None;
                let mut proportional_permille__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Initiatives => {
                            if initiatives__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiatives"));
                            }
                            initiatives__ = Some(
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
                        GeneratedField::Within => {
                            if within__.is_some() {
                                return Err(serde::de::Error::duplicate_field("within"));
                            }
                            within__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::WithinCostOre => {
                            if within_cost_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("withinCostOre"));
                            }
                            within_cost_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::SharePermille => {
                            if share_permille__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sharePermille"));
                            }
                            share_permille__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::ProportionalPermille => {
                            if proportional_permille__.is_some() {
                                return Err(serde::de::Error::duplicate_field(
                                    "proportionalPermille",
                                ));
                            }
                            proportional_permille__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(WholePart {
                    initiatives: initiatives__.unwrap_or_default(),
                    total_cost_ore: total_cost_ore__.unwrap_or_default(),
                    within: within__.unwrap_or_default(),
                    within_cost_ore: within_cost_ore__.unwrap_or_default(),
                    share_permille: share_permille__.unwrap_or_default(),
                    proportional_permille: proportional_permille__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.WholePart",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for WholeView {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.frame_ore != 0 {
            len += 1;
        }
        if self.all.is_some() {
            len += 1;
        }
        if !self.areas.is_empty() {
            len += 1;
        }
        if !self.administrations.is_empty() {
            len += 1;
        }
        if !self.years.is_empty() {
            len += 1;
        }
        if !self.requires.is_empty() {
            len += 1;
        }
        if !self.excludes.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.WholeView", len)?;
        if self.frame_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser
                .serialize_field("frameOre", ToString::to_string(&self.frame_ore).as_str())?;
        }
        if let Some(v) = self.all.as_ref() {
            struct_ser.serialize_field("all", v)?;
        }
        if !self.areas.is_empty() {
            struct_ser.serialize_field("areas", &self.areas)?;
        }
        if !self.administrations.is_empty() {
            struct_ser.serialize_field("administrations", &self.administrations)?;
        }
        if !self.years.is_empty() {
            struct_ser.serialize_field("years", &self.years)?;
        }
        if !self.requires.is_empty() {
            struct_ser.serialize_field("requires", &self.requires)?;
        }
        if !self.excludes.is_empty() {
            struct_ser.serialize_field("excludes", &self.excludes)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for WholeView {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "frame_ore",
            "frameOre",
            "all",
            "areas",
            "administrations",
            "years",
            "requires",
            "excludes",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            FrameOre,
            All,
            Areas,
            Administrations,
            Years,
            Requires,
            Excludes,
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
                            "frameOre" | "frame_ore" => Ok(GeneratedField::FrameOre),
                            "all" => Ok(GeneratedField::All),
                            "areas" => Ok(GeneratedField::Areas),
                            "administrations" => Ok(GeneratedField::Administrations),
                            "years" => Ok(GeneratedField::Years),
                            "requires" => Ok(GeneratedField::Requires),
                            "excludes" => Ok(GeneratedField::Excludes),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = WholeView;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.WholeView")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<WholeView, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut frame_ore__ = None;
                let mut all__ = None;
                let mut areas__ = None;
                let mut administrations__ = None;
                let mut years__ = None;
                let mut requires__ = None;
                let mut excludes__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::FrameOre => {
                            if frame_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("frameOre"));
                            }
                            frame_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::All => {
                            if all__.is_some() {
                                return Err(serde::de::Error::duplicate_field("all"));
                            }
                            all__ = map_.next_value()?;
                        }
                        GeneratedField::Areas => {
                            if areas__.is_some() {
                                return Err(serde::de::Error::duplicate_field("areas"));
                            }
                            areas__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Administrations => {
                            if administrations__.is_some() {
                                return Err(serde::de::Error::duplicate_field("administrations"));
                            }
                            administrations__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Years => {
                            if years__.is_some() {
                                return Err(serde::de::Error::duplicate_field("years"));
                            }
                            years__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Requires => {
                            if requires__.is_some() {
                                return Err(serde::de::Error::duplicate_field("requires"));
                            }
                            requires__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Excludes => {
                            if excludes__.is_some() {
                                return Err(serde::de::Error::duplicate_field("excludes"));
                            }
                            excludes__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(WholeView {
                    frame_ore: frame_ore__.unwrap_or_default(),
                    all: all__,
                    areas: areas__.unwrap_or_default(),
                    administrations: administrations__.unwrap_or_default(),
                    years: years__.unwrap_or_default(),
                    requires: requires__.unwrap_or_default(),
                    excludes: excludes__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.WholeView",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for WsjfCriteria {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.business_value.is_empty() {
            len += 1;
        }
        if !self.time_criticality.is_empty() {
            len += 1;
        }
        if !self.risk_reduction.is_empty() {
            len += 1;
        }
        if !self.job_size.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.WsjfCriteria", len)?;
        if !self.business_value.is_empty() {
            struct_ser.serialize_field("businessValue", &self.business_value)?;
        }
        if !self.time_criticality.is_empty() {
            struct_ser.serialize_field("timeCriticality", &self.time_criticality)?;
        }
        if !self.risk_reduction.is_empty() {
            struct_ser.serialize_field("riskReduction", &self.risk_reduction)?;
        }
        if !self.job_size.is_empty() {
            struct_ser.serialize_field("jobSize", &self.job_size)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for WsjfCriteria {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "business_value",
            "businessValue",
            "time_criticality",
            "timeCriticality",
            "risk_reduction",
            "riskReduction",
            "job_size",
            "jobSize",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            BusinessValue,
            TimeCriticality,
            RiskReduction,
            JobSize,
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
                            "businessValue" | "business_value" => Ok(GeneratedField::BusinessValue),
                            "timeCriticality" | "time_criticality" => {
                                Ok(GeneratedField::TimeCriticality)
                            }
                            "riskReduction" | "risk_reduction" => Ok(GeneratedField::RiskReduction),
                            "jobSize" | "job_size" => Ok(GeneratedField::JobSize),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = WsjfCriteria;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.WsjfCriteria")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<WsjfCriteria, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut business_value__ = None;
                let mut time_criticality__ = None;
                let mut risk_reduction__ = None;
                let mut job_size__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::BusinessValue => {
                            if business_value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("businessValue"));
                            }
                            business_value__ = Some(map_.next_value()?);
                        }
                        GeneratedField::TimeCriticality => {
                            if time_criticality__.is_some() {
                                return Err(serde::de::Error::duplicate_field("timeCriticality"));
                            }
                            time_criticality__ = Some(map_.next_value()?);
                        }
                        GeneratedField::RiskReduction => {
                            if risk_reduction__.is_some() {
                                return Err(serde::de::Error::duplicate_field("riskReduction"));
                            }
                            risk_reduction__ = Some(map_.next_value()?);
                        }
                        GeneratedField::JobSize => {
                            if job_size__.is_some() {
                                return Err(serde::de::Error::duplicate_field("jobSize"));
                            }
                            job_size__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(WsjfCriteria {
                    business_value: business_value__.unwrap_or_default(),
                    time_criticality: time_criticality__.unwrap_or_default(),
                    risk_reduction: risk_reduction__.unwrap_or_default(),
                    job_size: job_size__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.WsjfCriteria",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for YearFrame {
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
        if self.frame_ore != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.YearFrame", len)?;
        if self.year != 0 {
            struct_ser.serialize_field("year", &self.year)?;
        }
        if self.frame_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser
                .serialize_field("frameOre", ToString::to_string(&self.frame_ore).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for YearFrame {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["year", "frame_ore", "frameOre"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Year,
            FrameOre,
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
                            "frameOre" | "frame_ore" => Ok(GeneratedField::FrameOre),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = YearFrame;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.YearFrame")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<YearFrame, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut year__ = None;
                let mut frame_ore__ = None;
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
                        GeneratedField::FrameOre => {
                            if frame_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("frameOre"));
                            }
                            frame_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(YearFrame {
                    year: year__.unwrap_or_default(),
                    frame_ore: frame_ore__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.YearFrame",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for YearPart {
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
        if self.total_cost_ore != 0 {
            len += 1;
        }
        if self.within_cost_ore != 0 {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.prioritisation.v1.YearPart", len)?;
        if self.year != 0 {
            struct_ser.serialize_field("year", &self.year)?;
        }
        if self.total_cost_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "totalCostOre",
                ToString::to_string(&self.total_cost_ore).as_str(),
            )?;
        }
        if self.within_cost_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "withinCostOre",
                ToString::to_string(&self.within_cost_ore).as_str(),
            )?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for YearPart {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["year", "total_cost_ore", "totalCostOre", "within_cost_ore", "withinCostOre"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Year,
            TotalCostOre,
            WithinCostOre,
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
                            "totalCostOre" | "total_cost_ore" => Ok(GeneratedField::TotalCostOre),
                            "withinCostOre" | "within_cost_ore" => {
                                Ok(GeneratedField::WithinCostOre)
                            }
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = YearPart;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.prioritisation.v1.YearPart")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<YearPart, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut year__ = None;
                let mut total_cost_ore__ = None;
                let mut within_cost_ore__ = None;
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
                        GeneratedField::TotalCostOre => {
                            if total_cost_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("totalCostOre"));
                            }
                            total_cost_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::WithinCostOre => {
                            if within_cost_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("withinCostOre"));
                            }
                            within_cost_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(YearPart {
                    year: year__.unwrap_or_default(),
                    total_cost_ore: total_cost_ore__.unwrap_or_default(),
                    within_cost_ore: within_cost_ore__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.prioritisation.v1.YearPart",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
