impl serde::Serialize for AdministrationRegistered {
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
        if !self.name.is_empty() {
            len += 1;
        }
        if !self.code.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.intake.v1.AdministrationRegistered", len)?;
        if !self.administration.is_empty() {
            struct_ser.serialize_field("administration", &self.administration)?;
        }
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if !self.code.is_empty() {
            struct_ser.serialize_field("code", &self.code)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AdministrationRegistered {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["administration", "name", "code"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Administration,
            Name,
            Code,
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
                            "name" => Ok(GeneratedField::Name),
                            "code" => Ok(GeneratedField::Code),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AdministrationRegistered;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.intake.v1.AdministrationRegistered")
            }

            fn visit_map<V>(
                self,
                mut map_: V,
            ) -> std::result::Result<AdministrationRegistered, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut administration__ = None;
                let mut name__ = None;
                let mut code__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Administration => {
                            if administration__.is_some() {
                                return Err(serde::de::Error::duplicate_field("administration"));
                            }
                            administration__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(AdministrationRegistered {
                    administration: administration__.unwrap_or_default(),
                    name: name__.unwrap_or_default(),
                    code: code__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.intake.v1.AdministrationRegistered",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for Benefit {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.target_group != 0 {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("radslag.intake.v1.Benefit", len)?;
        if self.target_group != 0 {
            let v = TargetGroup::try_from(self.target_group).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.target_group))
            })?;
            struct_ser.serialize_field("targetGroup", &v)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Benefit {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["target_group", "targetGroup", "description"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            TargetGroup,
            Description,
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
                            "targetGroup" | "target_group" => Ok(GeneratedField::TargetGroup),
                            "description" => Ok(GeneratedField::Description),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Benefit;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.intake.v1.Benefit")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Benefit, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut target_group__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::TargetGroup => {
                            if target_group__.is_some() {
                                return Err(serde::de::Error::duplicate_field("targetGroup"));
                            }
                            target_group__ = Some(map_.next_value::<TargetGroup>()? as i32);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Benefit {
                    target_group: target_group__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("radslag.intake.v1.Benefit", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ContactPersonAppointed {
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
        if !self.seat.is_empty() {
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
        if !self.ended_seat.is_empty() {
            len += 1;
        }
        if !self.decision_ref.is_empty() {
            len += 1;
        }
        if self.deputy {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.intake.v1.ContactPersonAppointed", len)?;
        if !self.administration.is_empty() {
            struct_ser.serialize_field("administration", &self.administration)?;
        }
        if !self.seat.is_empty() {
            struct_ser.serialize_field("seat", &self.seat)?;
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
        if !self.ended_seat.is_empty() {
            struct_ser.serialize_field("endedSeat", &self.ended_seat)?;
        }
        if !self.decision_ref.is_empty() {
            struct_ser.serialize_field("decisionRef", &self.decision_ref)?;
        }
        if self.deputy {
            struct_ser.serialize_field("deputy", &self.deputy)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ContactPersonAppointed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "administration",
            "seat",
            "person",
            "from",
            "until",
            "ended_seat",
            "endedSeat",
            "decision_ref",
            "decisionRef",
            "deputy",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Administration,
            Seat,
            Person,
            From,
            Until,
            EndedSeat,
            DecisionRef,
            Deputy,
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
                            "seat" => Ok(GeneratedField::Seat),
                            "person" => Ok(GeneratedField::Person),
                            "from" => Ok(GeneratedField::From),
                            "until" => Ok(GeneratedField::Until),
                            "endedSeat" | "ended_seat" => Ok(GeneratedField::EndedSeat),
                            "decisionRef" | "decision_ref" => Ok(GeneratedField::DecisionRef),
                            "deputy" => Ok(GeneratedField::Deputy),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ContactPersonAppointed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.intake.v1.ContactPersonAppointed")
            }

            fn visit_map<V>(
                self,
                mut map_: V,
            ) -> std::result::Result<ContactPersonAppointed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut administration__ = None;
                let mut seat__ = None;
                let mut person__ = None;
                let mut from__ = None;
                let mut until__ = None;
                let mut ended_seat__ = None;
                let mut decision_ref__ = None;
                let mut deputy__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Administration => {
                            if administration__.is_some() {
                                return Err(serde::de::Error::duplicate_field("administration"));
                            }
                            administration__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Seat => {
                            if seat__.is_some() {
                                return Err(serde::de::Error::duplicate_field("seat"));
                            }
                            seat__ = Some(map_.next_value()?);
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
                        GeneratedField::EndedSeat => {
                            if ended_seat__.is_some() {
                                return Err(serde::de::Error::duplicate_field("endedSeat"));
                            }
                            ended_seat__ = Some(map_.next_value()?);
                        }
                        GeneratedField::DecisionRef => {
                            if decision_ref__.is_some() {
                                return Err(serde::de::Error::duplicate_field("decisionRef"));
                            }
                            decision_ref__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Deputy => {
                            if deputy__.is_some() {
                                return Err(serde::de::Error::duplicate_field("deputy"));
                            }
                            deputy__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ContactPersonAppointed {
                    administration: administration__.unwrap_or_default(),
                    seat: seat__.unwrap_or_default(),
                    person: person__.unwrap_or_default(),
                    from: from__.unwrap_or_default(),
                    until: until__.unwrap_or_default(),
                    ended_seat: ended_seat__.unwrap_or_default(),
                    decision_ref: decision_ref__.unwrap_or_default(),
                    deputy: deputy__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.intake.v1.ContactPersonAppointed",
            FIELDS,
            GeneratedVisitor,
        )
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
        let mut struct_ser = serializer.serialize_struct("radslag.intake.v1.Cost", len)?;
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
                formatter.write_str("struct radslag.intake.v1.Cost")
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
        deserializer.deserialize_struct("radslag.intake.v1.Cost", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Driver {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "DRIVER_UNSPECIFIED",
            Self::Business => "DRIVER_BUSINESS",
            Self::System => "DRIVER_SYSTEM",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for Driver {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["DRIVER_UNSPECIFIED", "DRIVER_BUSINESS", "DRIVER_SYSTEM"];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = Driver;

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
                    "DRIVER_UNSPECIFIED" => Ok(Driver::Unspecified),
                    "DRIVER_BUSINESS" => Ok(Driver::Business),
                    "DRIVER_SYSTEM" => Ok(Driver::System),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for InitiativeContent {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.proposer.is_empty() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        if !self.title.is_empty() {
            len += 1;
        }
        if self.kind != 0 {
            len += 1;
        }
        if !self.area.is_empty() {
            len += 1;
        }
        if !self.need.is_empty() {
            len += 1;
        }
        if !self.process.is_empty() {
            len += 1;
        }
        if !self.city_goals.is_empty() {
            len += 1;
        }
        if !self.business_goals.is_empty() {
            len += 1;
        }
        if self.driver != 0 {
            len += 1;
        }
        if !self.affected_administrations.is_empty() {
            len += 1;
        }
        if !self.costs.is_empty() {
            len += 1;
        }
        if self.total_cost_ore != 0 {
            len += 1;
        }
        if !self.benefits.is_empty() {
            len += 1;
        }
        if !self.risks.is_empty() {
            len += 1;
        }
        if !self.template_version.is_empty() {
            len += 1;
        }
        if !self.fields.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.intake.v1.InitiativeContent", len)?;
        if !self.proposer.is_empty() {
            struct_ser.serialize_field("proposer", &self.proposer)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if !self.title.is_empty() {
            struct_ser.serialize_field("title", &self.title)?;
        }
        if self.kind != 0 {
            let v = InitiativeKind::try_from(self.kind)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.kind)))?;
            struct_ser.serialize_field("kind", &v)?;
        }
        if !self.area.is_empty() {
            struct_ser.serialize_field("area", &self.area)?;
        }
        if !self.need.is_empty() {
            struct_ser.serialize_field("need", &self.need)?;
        }
        if !self.process.is_empty() {
            struct_ser.serialize_field("process", &self.process)?;
        }
        if !self.city_goals.is_empty() {
            struct_ser.serialize_field("cityGoals", &self.city_goals)?;
        }
        if !self.business_goals.is_empty() {
            struct_ser.serialize_field("businessGoals", &self.business_goals)?;
        }
        if self.driver != 0 {
            let v = Driver::try_from(self.driver).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.driver))
            })?;
            struct_ser.serialize_field("driver", &v)?;
        }
        if !self.affected_administrations.is_empty() {
            struct_ser
                .serialize_field("affectedAdministrations", &self.affected_administrations)?;
        }
        if !self.costs.is_empty() {
            struct_ser.serialize_field("costs", &self.costs)?;
        }
        if self.total_cost_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "totalCostOre",
                ToString::to_string(&self.total_cost_ore).as_str(),
            )?;
        }
        if !self.benefits.is_empty() {
            struct_ser.serialize_field("benefits", &self.benefits)?;
        }
        if !self.risks.is_empty() {
            struct_ser.serialize_field("risks", &self.risks)?;
        }
        if !self.template_version.is_empty() {
            struct_ser.serialize_field("templateVersion", &self.template_version)?;
        }
        if !self.fields.is_empty() {
            struct_ser.serialize_field("fields", &self.fields)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for InitiativeContent {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "proposer",
            "reference",
            "title",
            "kind",
            "area",
            "need",
            "process",
            "city_goals",
            "cityGoals",
            "business_goals",
            "businessGoals",
            "driver",
            "affected_administrations",
            "affectedAdministrations",
            "costs",
            "total_cost_ore",
            "totalCostOre",
            "benefits",
            "risks",
            "template_version",
            "templateVersion",
            "fields",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Proposer,
            Reference,
            Title,
            Kind,
            Area,
            Need,
            Process,
            CityGoals,
            BusinessGoals,
            Driver,
            AffectedAdministrations,
            Costs,
            TotalCostOre,
            Benefits,
            Risks,
            TemplateVersion,
            Fields,
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
                            "proposer" => Ok(GeneratedField::Proposer),
                            "reference" => Ok(GeneratedField::Reference),
                            "title" => Ok(GeneratedField::Title),
                            "kind" => Ok(GeneratedField::Kind),
                            "area" => Ok(GeneratedField::Area),
                            "need" => Ok(GeneratedField::Need),
                            "process" => Ok(GeneratedField::Process),
                            "cityGoals" | "city_goals" => Ok(GeneratedField::CityGoals),
                            "businessGoals" | "business_goals" => Ok(GeneratedField::BusinessGoals),
                            "driver" => Ok(GeneratedField::Driver),
                            "affectedAdministrations" | "affected_administrations" => {
                                Ok(GeneratedField::AffectedAdministrations)
                            }
                            "costs" => Ok(GeneratedField::Costs),
                            "totalCostOre" | "total_cost_ore" => Ok(GeneratedField::TotalCostOre),
                            "benefits" => Ok(GeneratedField::Benefits),
                            "risks" => Ok(GeneratedField::Risks),
                            "templateVersion" | "template_version" => {
                                Ok(GeneratedField::TemplateVersion)
                            }
                            "fields" => Ok(GeneratedField::Fields),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = InitiativeContent;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.intake.v1.InitiativeContent")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<InitiativeContent, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut proposer__ = None;
                let mut reference__ = None;
                let mut title__ = None;
                let mut kind__ = None;
                let mut area__ = None;
                let mut need__ = None;
                let mut process__ = None;
                let mut city_goals__ = None;
                let mut business_goals__ = None;
                let mut driver__ = None;
                let mut affected_administrations__ = None;
                let mut costs__ = None;
                let mut total_cost_ore__ = None;
                let mut benefits__ = None;
                let mut risks__ = None;
                let mut template_version__ = None;
                let mut fields__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
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
                        GeneratedField::Kind => {
                            if kind__.is_some() {
                                return Err(serde::de::Error::duplicate_field("kind"));
                            }
                            kind__ = Some(map_.next_value::<InitiativeKind>()? as i32);
                        }
                        GeneratedField::Area => {
                            if area__.is_some() {
                                return Err(serde::de::Error::duplicate_field("area"));
                            }
                            area__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Need => {
                            if need__.is_some() {
                                return Err(serde::de::Error::duplicate_field("need"));
                            }
                            need__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Process => {
                            if process__.is_some() {
                                return Err(serde::de::Error::duplicate_field("process"));
                            }
                            process__ = Some(map_.next_value()?);
                        }
                        GeneratedField::CityGoals => {
                            if city_goals__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cityGoals"));
                            }
                            city_goals__ = Some(map_.next_value()?);
                        }
                        GeneratedField::BusinessGoals => {
                            if business_goals__.is_some() {
                                return Err(serde::de::Error::duplicate_field("businessGoals"));
                            }
                            business_goals__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Driver => {
                            if driver__.is_some() {
                                return Err(serde::de::Error::duplicate_field("driver"));
                            }
                            driver__ = Some(map_.next_value::<Driver>()? as i32);
                        }
                        GeneratedField::AffectedAdministrations => {
                            if affected_administrations__.is_some() {
                                return Err(serde::de::Error::duplicate_field(
                                    "affectedAdministrations",
                                ));
                            }
                            affected_administrations__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Costs => {
                            if costs__.is_some() {
                                return Err(serde::de::Error::duplicate_field("costs"));
                            }
                            costs__ = Some(map_.next_value()?);
                        }
                        GeneratedField::TotalCostOre => {
                            if total_cost_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("totalCostOre"));
                            }
                            total_cost_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Benefits => {
                            if benefits__.is_some() {
                                return Err(serde::de::Error::duplicate_field("benefits"));
                            }
                            benefits__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Risks => {
                            if risks__.is_some() {
                                return Err(serde::de::Error::duplicate_field("risks"));
                            }
                            risks__ = Some(map_.next_value()?);
                        }
                        GeneratedField::TemplateVersion => {
                            if template_version__.is_some() {
                                return Err(serde::de::Error::duplicate_field("templateVersion"));
                            }
                            template_version__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Fields => {
                            if fields__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fields"));
                            }
                            fields__ = Some(map_.next_value::<std::collections::BTreeMap<_, _>>()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(InitiativeContent {
                    proposer: proposer__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    title: title__.unwrap_or_default(),
                    kind: kind__.unwrap_or_default(),
                    area: area__.unwrap_or_default(),
                    need: need__.unwrap_or_default(),
                    process: process__.unwrap_or_default(),
                    city_goals: city_goals__.unwrap_or_default(),
                    business_goals: business_goals__.unwrap_or_default(),
                    driver: driver__.unwrap_or_default(),
                    affected_administrations: affected_administrations__.unwrap_or_default(),
                    costs: costs__.unwrap_or_default(),
                    total_cost_ore: total_cost_ore__.unwrap_or_default(),
                    benefits: benefits__.unwrap_or_default(),
                    risks: risks__.unwrap_or_default(),
                    template_version: template_version__.unwrap_or_default(),
                    fields: fields__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.intake.v1.InitiativeContent",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for InitiativeKind {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "INITIATIVE_KIND_UNSPECIFIED",
            Self::NewDevelopment => "INITIATIVE_KIND_NEW_DEVELOPMENT",
            Self::FurtherDevelopment => "INITIATIVE_KIND_FURTHER_DEVELOPMENT",
            Self::Maintenance => "INITIATIVE_KIND_MAINTENANCE",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for InitiativeKind {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "INITIATIVE_KIND_UNSPECIFIED",
            "INITIATIVE_KIND_NEW_DEVELOPMENT",
            "INITIATIVE_KIND_FURTHER_DEVELOPMENT",
            "INITIATIVE_KIND_MAINTENANCE",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = InitiativeKind;

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
                    "INITIATIVE_KIND_UNSPECIFIED" => Ok(InitiativeKind::Unspecified),
                    "INITIATIVE_KIND_NEW_DEVELOPMENT" => Ok(InitiativeKind::NewDevelopment),
                    "INITIATIVE_KIND_FURTHER_DEVELOPMENT" => Ok(InitiativeKind::FurtherDevelopment),
                    "INITIATIVE_KIND_MAINTENANCE" => Ok(InitiativeKind::Maintenance),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for InitiativeOutOfScope {
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
        if !self.administration.is_empty() {
            len += 1;
        }
        if !self.cycle.is_empty() {
            len += 1;
        }
        if !self.rule.is_empty() {
            len += 1;
        }
        if !self.explanation.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.intake.v1.InitiativeOutOfScope", len)?;
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.administration.is_empty() {
            struct_ser.serialize_field("administration", &self.administration)?;
        }
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.rule.is_empty() {
            struct_ser.serialize_field("rule", &self.rule)?;
        }
        if !self.explanation.is_empty() {
            struct_ser.serialize_field("explanation", &self.explanation)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for InitiativeOutOfScope {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["initiative", "administration", "cycle", "rule", "explanation"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiative,
            Administration,
            Cycle,
            Rule,
            Explanation,
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
                            "administration" => Ok(GeneratedField::Administration),
                            "cycle" => Ok(GeneratedField::Cycle),
                            "rule" => Ok(GeneratedField::Rule),
                            "explanation" => Ok(GeneratedField::Explanation),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = InitiativeOutOfScope;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.intake.v1.InitiativeOutOfScope")
            }

            fn visit_map<V>(
                self,
                mut map_: V,
            ) -> std::result::Result<InitiativeOutOfScope, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiative__ = None;
                let mut administration__ = None;
                let mut cycle__ = None;
                let mut rule__ = None;
                let mut explanation__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Initiative => {
                            if initiative__.is_some() {
                                return Err(serde::de::Error::duplicate_field("initiative"));
                            }
                            initiative__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Administration => {
                            if administration__.is_some() {
                                return Err(serde::de::Error::duplicate_field("administration"));
                            }
                            administration__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Cycle => {
                            if cycle__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cycle"));
                            }
                            cycle__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Rule => {
                            if rule__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rule"));
                            }
                            rule__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Explanation => {
                            if explanation__.is_some() {
                                return Err(serde::de::Error::duplicate_field("explanation"));
                            }
                            explanation__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(InitiativeOutOfScope {
                    initiative: initiative__.unwrap_or_default(),
                    administration: administration__.unwrap_or_default(),
                    cycle: cycle__.unwrap_or_default(),
                    rule: rule__.unwrap_or_default(),
                    explanation: explanation__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.intake.v1.InitiativeOutOfScope",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for InitiativeSubmitted {
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
        if !self.cycle.is_empty() {
            len += 1;
        }
        if !self.administration.is_empty() {
            len += 1;
        }
        if !self.compilation.is_empty() {
            len += 1;
        }
        if !self.diary_number.is_empty() {
            len += 1;
        }
        if self.content.is_some() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.intake.v1.InitiativeSubmitted", len)?;
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.administration.is_empty() {
            struct_ser.serialize_field("administration", &self.administration)?;
        }
        if !self.compilation.is_empty() {
            struct_ser.serialize_field("compilation", &self.compilation)?;
        }
        if !self.diary_number.is_empty() {
            struct_ser.serialize_field("diaryNumber", &self.diary_number)?;
        }
        if let Some(v) = self.content.as_ref() {
            struct_ser.serialize_field("content", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for InitiativeSubmitted {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "initiative",
            "cycle",
            "administration",
            "compilation",
            "diary_number",
            "diaryNumber",
            "content",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiative,
            Cycle,
            Administration,
            Compilation,
            DiaryNumber,
            Content,
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
                            "cycle" => Ok(GeneratedField::Cycle),
                            "administration" => Ok(GeneratedField::Administration),
                            "compilation" => Ok(GeneratedField::Compilation),
                            "diaryNumber" | "diary_number" => Ok(GeneratedField::DiaryNumber),
                            "content" => Ok(GeneratedField::Content),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = InitiativeSubmitted;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.intake.v1.InitiativeSubmitted")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<InitiativeSubmitted, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiative__ = None;
                let mut cycle__ = None;
                let mut administration__ = None;
                let mut compilation__ = None;
                let mut diary_number__ = None;
                let mut content__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
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
                        GeneratedField::Compilation => {
                            if compilation__.is_some() {
                                return Err(serde::de::Error::duplicate_field("compilation"));
                            }
                            compilation__ = Some(map_.next_value()?);
                        }
                        GeneratedField::DiaryNumber => {
                            if diary_number__.is_some() {
                                return Err(serde::de::Error::duplicate_field("diaryNumber"));
                            }
                            diary_number__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Content => {
                            if content__.is_some() {
                                return Err(serde::de::Error::duplicate_field("content"));
                            }
                            content__ = map_.next_value()?;
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(InitiativeSubmitted {
                    initiative: initiative__.unwrap_or_default(),
                    cycle: cycle__.unwrap_or_default(),
                    administration: administration__.unwrap_or_default(),
                    compilation: compilation__.unwrap_or_default(),
                    diary_number: diary_number__.unwrap_or_default(),
                    content: content__,
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.intake.v1.InitiativeSubmitted",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for InitiativeSupplemented {
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
        if !self.cycle.is_empty() {
            len += 1;
        }
        if self.content.is_some() {
            len += 1;
        }
        if !self.note.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.intake.v1.InitiativeSupplemented", len)?;
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if let Some(v) = self.content.as_ref() {
            struct_ser.serialize_field("content", v)?;
        }
        if !self.note.is_empty() {
            struct_ser.serialize_field("note", &self.note)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for InitiativeSupplemented {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["initiative", "cycle", "content", "note"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiative,
            Cycle,
            Content,
            Note,
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
                            "cycle" => Ok(GeneratedField::Cycle),
                            "content" => Ok(GeneratedField::Content),
                            "note" => Ok(GeneratedField::Note),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = InitiativeSupplemented;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.intake.v1.InitiativeSupplemented")
            }

            fn visit_map<V>(
                self,
                mut map_: V,
            ) -> std::result::Result<InitiativeSupplemented, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiative__ = None;
                let mut cycle__ = None;
                let mut content__ = None;
                let mut note__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
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
                        GeneratedField::Content => {
                            if content__.is_some() {
                                return Err(serde::de::Error::duplicate_field("content"));
                            }
                            content__ = map_.next_value()?;
                        }
                        GeneratedField::Note => {
                            if note__.is_some() {
                                return Err(serde::de::Error::duplicate_field("note"));
                            }
                            note__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(InitiativeSupplemented {
                    initiative: initiative__.unwrap_or_default(),
                    cycle: cycle__.unwrap_or_default(),
                    content: content__,
                    note: note__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.intake.v1.InitiativeSupplemented",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for InitiativeWithdrawn {
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
        if !self.cycle.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.intake.v1.InitiativeWithdrawn", len)?;
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for InitiativeWithdrawn {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["initiative", "cycle", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Initiative,
            Cycle,
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
                            "cycle" => Ok(GeneratedField::Cycle),
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
            type Value = InitiativeWithdrawn;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.intake.v1.InitiativeWithdrawn")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<InitiativeWithdrawn, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut initiative__ = None;
                let mut cycle__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
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
                Ok(InitiativeWithdrawn {
                    initiative: initiative__.unwrap_or_default(),
                    cycle: cycle__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.intake.v1.InitiativeWithdrawn",
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
            serializer.serialize_struct("radslag.intake.v1.JournalTextErased", len)?;
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
                formatter.write_str("struct radslag.intake.v1.JournalTextErased")
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
            "radslag.intake.v1.JournalTextErased",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for Risk {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.description.is_empty() {
            len += 1;
        }
        if !self.mitigation.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("radslag.intake.v1.Risk", len)?;
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        if !self.mitigation.is_empty() {
            struct_ser.serialize_field("mitigation", &self.mitigation)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Risk {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["description", "mitigation"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Description,
            Mitigation,
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
                            "description" => Ok(GeneratedField::Description),
                            "mitigation" => Ok(GeneratedField::Mitigation),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Risk;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.intake.v1.Risk")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Risk, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut description__ = None;
                let mut mitigation__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Mitigation => {
                            if mitigation__.is_some() {
                                return Err(serde::de::Error::duplicate_field("mitigation"));
                            }
                            mitigation__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(Risk {
                    description: description__.unwrap_or_default(),
                    mitigation: mitigation__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("radslag.intake.v1.Risk", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for TargetGroup {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "TARGET_GROUP_UNSPECIFIED",
            Self::Citizens => "TARGET_GROUP_CITIZENS",
            Self::Visitors => "TARGET_GROUP_VISITORS",
            Self::Companies => "TARGET_GROUP_COMPANIES",
            Self::Users => "TARGET_GROUP_USERS",
            Self::Management => "TARGET_GROUP_MANAGEMENT",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for TargetGroup {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "TARGET_GROUP_UNSPECIFIED",
            "TARGET_GROUP_CITIZENS",
            "TARGET_GROUP_VISITORS",
            "TARGET_GROUP_COMPANIES",
            "TARGET_GROUP_USERS",
            "TARGET_GROUP_MANAGEMENT",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = TargetGroup;

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
                    "TARGET_GROUP_UNSPECIFIED" => Ok(TargetGroup::Unspecified),
                    "TARGET_GROUP_CITIZENS" => Ok(TargetGroup::Citizens),
                    "TARGET_GROUP_VISITORS" => Ok(TargetGroup::Visitors),
                    "TARGET_GROUP_COMPANIES" => Ok(TargetGroup::Companies),
                    "TARGET_GROUP_USERS" => Ok(TargetGroup::Users),
                    "TARGET_GROUP_MANAGEMENT" => Ok(TargetGroup::Management),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
