impl serde::Serialize for CycleClosed {
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
        let mut struct_ser =
            serializer.serialize_struct("radslag.budget_integration.v1.CycleClosed", len)?;
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CycleClosed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["cycle"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
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
            type Value = CycleClosed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.budget_integration.v1.CycleClosed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CycleClosed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut cycle__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
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
                Ok(CycleClosed { cycle: cycle__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct(
            "radslag.budget_integration.v1.CycleClosed",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for CycleOpened {
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
        if self.year != 0 {
            len += 1;
        }
        if !self.model_version.is_empty() {
            len += 1;
        }
        if self.frame_ore != 0 {
            len += 1;
        }
        if self.large_budget_ore != 0 {
            len += 1;
        }
        if !self.submit_by.is_empty() {
            len += 1;
        }
        if !self.step_one_by.is_empty() {
            len += 1;
        }
        if !self.step_two_by.is_empty() {
            len += 1;
        }
        if !self.recommend_by.is_empty() {
            len += 1;
        }
        if !self.decision_ref.is_empty() {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.budget_integration.v1.CycleOpened", len)?;
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if self.year != 0 {
            struct_ser.serialize_field("year", &self.year)?;
        }
        if !self.model_version.is_empty() {
            struct_ser.serialize_field("modelVersion", &self.model_version)?;
        }
        if self.frame_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser
                .serialize_field("frameOre", ToString::to_string(&self.frame_ore).as_str())?;
        }
        if self.large_budget_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field(
                "largeBudgetOre",
                ToString::to_string(&self.large_budget_ore).as_str(),
            )?;
        }
        if !self.submit_by.is_empty() {
            struct_ser.serialize_field("submitBy", &self.submit_by)?;
        }
        if !self.step_one_by.is_empty() {
            struct_ser.serialize_field("stepOneBy", &self.step_one_by)?;
        }
        if !self.step_two_by.is_empty() {
            struct_ser.serialize_field("stepTwoBy", &self.step_two_by)?;
        }
        if !self.recommend_by.is_empty() {
            struct_ser.serialize_field("recommendBy", &self.recommend_by)?;
        }
        if !self.decision_ref.is_empty() {
            struct_ser.serialize_field("decisionRef", &self.decision_ref)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CycleOpened {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "cycle",
            "year",
            "model_version",
            "modelVersion",
            "frame_ore",
            "frameOre",
            "large_budget_ore",
            "largeBudgetOre",
            "submit_by",
            "submitBy",
            "step_one_by",
            "stepOneBy",
            "step_two_by",
            "stepTwoBy",
            "recommend_by",
            "recommendBy",
            "decision_ref",
            "decisionRef",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Cycle,
            Year,
            ModelVersion,
            FrameOre,
            LargeBudgetOre,
            SubmitBy,
            StepOneBy,
            StepTwoBy,
            RecommendBy,
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
                            "cycle" => Ok(GeneratedField::Cycle),
                            "year" => Ok(GeneratedField::Year),
                            "modelVersion" | "model_version" => Ok(GeneratedField::ModelVersion),
                            "frameOre" | "frame_ore" => Ok(GeneratedField::FrameOre),
                            "largeBudgetOre" | "large_budget_ore" => {
                                Ok(GeneratedField::LargeBudgetOre)
                            }
                            "submitBy" | "submit_by" => Ok(GeneratedField::SubmitBy),
                            "stepOneBy" | "step_one_by" => Ok(GeneratedField::StepOneBy),
                            "stepTwoBy" | "step_two_by" => Ok(GeneratedField::StepTwoBy),
                            "recommendBy" | "recommend_by" => Ok(GeneratedField::RecommendBy),
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
            type Value = CycleOpened;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.budget_integration.v1.CycleOpened")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CycleOpened, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut cycle__ = None;
                let mut year__ = None;
                let mut model_version__ = None;
                let mut frame_ore__ = None;
                let mut large_budget_ore__ = None;
                let mut submit_by__ = None;
                let mut step_one_by__ = None;
                let mut step_two_by__ = None;
                let mut recommend_by__ = None;
                let mut decision_ref__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Cycle => {
                            if cycle__.is_some() {
                                return Err(serde::de::Error::duplicate_field("cycle"));
                            }
                            cycle__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Year => {
                            if year__.is_some() {
                                return Err(serde::de::Error::duplicate_field("year"));
                            }
                            year__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::ModelVersion => {
                            if model_version__.is_some() {
                                return Err(serde::de::Error::duplicate_field("modelVersion"));
                            }
                            model_version__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FrameOre => {
                            if frame_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("frameOre"));
                            }
                            frame_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::LargeBudgetOre => {
                            if large_budget_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("largeBudgetOre"));
                            }
                            large_budget_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::SubmitBy => {
                            if submit_by__.is_some() {
                                return Err(serde::de::Error::duplicate_field("submitBy"));
                            }
                            submit_by__ = Some(map_.next_value()?);
                        }
                        GeneratedField::StepOneBy => {
                            if step_one_by__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stepOneBy"));
                            }
                            step_one_by__ = Some(map_.next_value()?);
                        }
                        GeneratedField::StepTwoBy => {
                            if step_two_by__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stepTwoBy"));
                            }
                            step_two_by__ = Some(map_.next_value()?);
                        }
                        GeneratedField::RecommendBy => {
                            if recommend_by__.is_some() {
                                return Err(serde::de::Error::duplicate_field("recommendBy"));
                            }
                            recommend_by__ = Some(map_.next_value()?);
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
                Ok(CycleOpened {
                    cycle: cycle__.unwrap_or_default(),
                    year: year__.unwrap_or_default(),
                    model_version: model_version__.unwrap_or_default(),
                    frame_ore: frame_ore__.unwrap_or_default(),
                    large_budget_ore: large_budget_ore__.unwrap_or_default(),
                    submit_by: submit_by__.unwrap_or_default(),
                    step_one_by: step_one_by__.unwrap_or_default(),
                    step_two_by: step_two_by__.unwrap_or_default(),
                    recommend_by: recommend_by__.unwrap_or_default(),
                    decision_ref: decision_ref__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.budget_integration.v1.CycleOpened",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for DecisionOutcome {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "DECISION_OUTCOME_UNSPECIFIED",
            Self::Funded => "DECISION_OUTCOME_FUNDED",
            Self::Deferred => "DECISION_OUTCOME_DEFERRED",
            Self::Declined => "DECISION_OUTCOME_DECLINED",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for DecisionOutcome {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "DECISION_OUTCOME_UNSPECIFIED",
            "DECISION_OUTCOME_FUNDED",
            "DECISION_OUTCOME_DEFERRED",
            "DECISION_OUTCOME_DECLINED",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = DecisionOutcome;

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
                    "DECISION_OUTCOME_UNSPECIFIED" => Ok(DecisionOutcome::Unspecified),
                    "DECISION_OUTCOME_FUNDED" => Ok(DecisionOutcome::Funded),
                    "DECISION_OUTCOME_DEFERRED" => Ok(DecisionOutcome::Deferred),
                    "DECISION_OUTCOME_DECLINED" => Ok(DecisionOutcome::Declined),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for ImplementationFinished {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.item.is_empty() {
            len += 1;
        }
        if !self.initiative.is_empty() {
            len += 1;
        }
        if !self.cycle.is_empty() {
            len += 1;
        }
        if !self.effect.is_empty() {
            len += 1;
        }
        if self.cost_ore != 0 {
            len += 1;
        }
        if !self.finished_on.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer
            .serialize_struct("radslag.budget_integration.v1.ImplementationFinished", len)?;
        if !self.item.is_empty() {
            struct_ser.serialize_field("item", &self.item)?;
        }
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.effect.is_empty() {
            struct_ser.serialize_field("effect", &self.effect)?;
        }
        if self.cost_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("costOre", ToString::to_string(&self.cost_ore).as_str())?;
        }
        if !self.finished_on.is_empty() {
            struct_ser.serialize_field("finishedOn", &self.finished_on)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ImplementationFinished {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "item",
            "initiative",
            "cycle",
            "effect",
            "cost_ore",
            "costOre",
            "finished_on",
            "finishedOn",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Item,
            Initiative,
            Cycle,
            Effect,
            CostOre,
            FinishedOn,
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
                            "item" => Ok(GeneratedField::Item),
                            "initiative" => Ok(GeneratedField::Initiative),
                            "cycle" => Ok(GeneratedField::Cycle),
                            "effect" => Ok(GeneratedField::Effect),
                            "costOre" | "cost_ore" => Ok(GeneratedField::CostOre),
                            "finishedOn" | "finished_on" => Ok(GeneratedField::FinishedOn),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ImplementationFinished;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.budget_integration.v1.ImplementationFinished")
            }

            fn visit_map<V>(
                self,
                mut map_: V,
            ) -> std::result::Result<ImplementationFinished, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut item__ = None;
                let mut initiative__ = None;
                let mut cycle__ = None;
                let mut effect__ = None;
                let mut cost_ore__ = None;
                let mut finished_on__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Item => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("item"));
                            }
                            item__ = Some(map_.next_value()?);
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
                        GeneratedField::Effect => {
                            if effect__.is_some() {
                                return Err(serde::de::Error::duplicate_field("effect"));
                            }
                            effect__ = Some(map_.next_value()?);
                        }
                        GeneratedField::CostOre => {
                            if cost_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("costOre"));
                            }
                            cost_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::FinishedOn => {
                            if finished_on__.is_some() {
                                return Err(serde::de::Error::duplicate_field("finishedOn"));
                            }
                            finished_on__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ImplementationFinished {
                    item: item__.unwrap_or_default(),
                    initiative: initiative__.unwrap_or_default(),
                    cycle: cycle__.unwrap_or_default(),
                    effect: effect__.unwrap_or_default(),
                    cost_ore: cost_ore__.unwrap_or_default(),
                    finished_on: finished_on__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.budget_integration.v1.ImplementationFinished",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for ImplementationStarted {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.item.is_empty() {
            len += 1;
        }
        if !self.initiative.is_empty() {
            len += 1;
        }
        if !self.cycle.is_empty() {
            len += 1;
        }
        if !self.project_ref.is_empty() {
            len += 1;
        }
        if !self.started_on.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer
            .serialize_struct("radslag.budget_integration.v1.ImplementationStarted", len)?;
        if !self.item.is_empty() {
            struct_ser.serialize_field("item", &self.item)?;
        }
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if !self.project_ref.is_empty() {
            struct_ser.serialize_field("projectRef", &self.project_ref)?;
        }
        if !self.started_on.is_empty() {
            struct_ser.serialize_field("startedOn", &self.started_on)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ImplementationStarted {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "item",
            "initiative",
            "cycle",
            "project_ref",
            "projectRef",
            "started_on",
            "startedOn",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Item,
            Initiative,
            Cycle,
            ProjectRef,
            StartedOn,
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
                            "item" => Ok(GeneratedField::Item),
                            "initiative" => Ok(GeneratedField::Initiative),
                            "cycle" => Ok(GeneratedField::Cycle),
                            "projectRef" | "project_ref" => Ok(GeneratedField::ProjectRef),
                            "startedOn" | "started_on" => Ok(GeneratedField::StartedOn),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ImplementationStarted;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.budget_integration.v1.ImplementationStarted")
            }

            fn visit_map<V>(
                self,
                mut map_: V,
            ) -> std::result::Result<ImplementationStarted, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut item__ = None;
                let mut initiative__ = None;
                let mut cycle__ = None;
                let mut project_ref__ = None;
                let mut started_on__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Item => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("item"));
                            }
                            item__ = Some(map_.next_value()?);
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
                        GeneratedField::ProjectRef => {
                            if project_ref__.is_some() {
                                return Err(serde::de::Error::duplicate_field("projectRef"));
                            }
                            project_ref__ = Some(map_.next_value()?);
                        }
                        GeneratedField::StartedOn => {
                            if started_on__.is_some() {
                                return Err(serde::de::Error::duplicate_field("startedOn"));
                            }
                            started_on__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ImplementationStarted {
                    item: item__.unwrap_or_default(),
                    initiative: initiative__.unwrap_or_default(),
                    cycle: cycle__.unwrap_or_default(),
                    project_ref: project_ref__.unwrap_or_default(),
                    started_on: started_on__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.budget_integration.v1.ImplementationStarted",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
impl serde::Serialize for Instance {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "INSTANCE_UNSPECIFIED",
            Self::Assembly => "INSTANCE_ASSEMBLY",
            Self::Tertial1 => "INSTANCE_TERTIAL_1",
            Self::Tertial2 => "INSTANCE_TERTIAL_2",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for Instance {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "INSTANCE_UNSPECIFIED",
            "INSTANCE_ASSEMBLY",
            "INSTANCE_TERTIAL_1",
            "INSTANCE_TERTIAL_2",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = Instance;

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
                    "INSTANCE_UNSPECIFIED" => Ok(Instance::Unspecified),
                    "INSTANCE_ASSEMBLY" => Ok(Instance::Assembly),
                    "INSTANCE_TERTIAL_1" => Ok(Instance::Tertial1),
                    "INSTANCE_TERTIAL_2" => Ok(Instance::Tertial2),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for ItemDecided {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.item.is_empty() {
            len += 1;
        }
        if !self.initiative.is_empty() {
            len += 1;
        }
        if !self.cycle.is_empty() {
            len += 1;
        }
        if self.instance != 0 {
            len += 1;
        }
        if self.outcome != 0 {
            len += 1;
        }
        if self.amount_ore != 0 {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        if !self.decision_ref.is_empty() {
            len += 1;
        }
        if !self.decided_on.is_empty() {
            len += 1;
        }
        if self.r#final {
            len += 1;
        }
        let mut struct_ser =
            serializer.serialize_struct("radslag.budget_integration.v1.ItemDecided", len)?;
        if !self.item.is_empty() {
            struct_ser.serialize_field("item", &self.item)?;
        }
        if !self.initiative.is_empty() {
            struct_ser.serialize_field("initiative", &self.initiative)?;
        }
        if !self.cycle.is_empty() {
            struct_ser.serialize_field("cycle", &self.cycle)?;
        }
        if self.instance != 0 {
            let v = Instance::try_from(self.instance).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.instance))
            })?;
            struct_ser.serialize_field("instance", &v)?;
        }
        if self.outcome != 0 {
            let v = DecisionOutcome::try_from(self.outcome).map_err(|_| {
                serde::ser::Error::custom(format!("Invalid variant {}", self.outcome))
            })?;
            struct_ser.serialize_field("outcome", &v)?;
        }
        if self.amount_ore != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser
                .serialize_field("amountOre", ToString::to_string(&self.amount_ore).as_str())?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        if !self.decision_ref.is_empty() {
            struct_ser.serialize_field("decisionRef", &self.decision_ref)?;
        }
        if !self.decided_on.is_empty() {
            struct_ser.serialize_field("decidedOn", &self.decided_on)?;
        }
        if self.r#final {
            struct_ser.serialize_field("final", &self.r#final)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ItemDecided {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "item",
            "initiative",
            "cycle",
            "instance",
            "outcome",
            "amount_ore",
            "amountOre",
            "reason",
            "decision_ref",
            "decisionRef",
            "decided_on",
            "decidedOn",
            "final",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Item,
            Initiative,
            Cycle,
            Instance,
            Outcome,
            AmountOre,
            Reason,
            DecisionRef,
            DecidedOn,
            Final,
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
                            "item" => Ok(GeneratedField::Item),
                            "initiative" => Ok(GeneratedField::Initiative),
                            "cycle" => Ok(GeneratedField::Cycle),
                            "instance" => Ok(GeneratedField::Instance),
                            "outcome" => Ok(GeneratedField::Outcome),
                            "amountOre" | "amount_ore" => Ok(GeneratedField::AmountOre),
                            "reason" => Ok(GeneratedField::Reason),
                            "decisionRef" | "decision_ref" => Ok(GeneratedField::DecisionRef),
                            "decidedOn" | "decided_on" => Ok(GeneratedField::DecidedOn),
                            "final" => Ok(GeneratedField::Final),
                            _ => Ok(GeneratedField::__SkipField__),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ItemDecided;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct radslag.budget_integration.v1.ItemDecided")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ItemDecided, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut item__ = None;
                let mut initiative__ = None;
                let mut cycle__ = None;
                let mut instance__ = None;
                let mut outcome__ = None;
                let mut amount_ore__ = None;
                let mut reason__ = None;
                let mut decision_ref__ = None;
                let mut decided_on__ = None;
                let mut r#final__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Item => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("item"));
                            }
                            item__ = Some(map_.next_value()?);
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
                        GeneratedField::Instance => {
                            if instance__.is_some() {
                                return Err(serde::de::Error::duplicate_field("instance"));
                            }
                            instance__ = Some(map_.next_value::<Instance>()? as i32);
                        }
                        GeneratedField::Outcome => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("outcome"));
                            }
                            outcome__ = Some(map_.next_value::<DecisionOutcome>()? as i32);
                        }
                        GeneratedField::AmountOre => {
                            if amount_ore__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amountOre"));
                            }
                            amount_ore__ = Some(
                                map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0,
                            );
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                        GeneratedField::DecisionRef => {
                            if decision_ref__.is_some() {
                                return Err(serde::de::Error::duplicate_field("decisionRef"));
                            }
                            decision_ref__ = Some(map_.next_value()?);
                        }
                        GeneratedField::DecidedOn => {
                            if decided_on__.is_some() {
                                return Err(serde::de::Error::duplicate_field("decidedOn"));
                            }
                            decided_on__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Final => {
                            if r#final__.is_some() {
                                return Err(serde::de::Error::duplicate_field("final"));
                            }
                            r#final__ = Some(map_.next_value()?);
                        }
                        GeneratedField::__SkipField__ => {
                            let _ = map_.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(ItemDecided {
                    item: item__.unwrap_or_default(),
                    initiative: initiative__.unwrap_or_default(),
                    cycle: cycle__.unwrap_or_default(),
                    instance: instance__.unwrap_or_default(),
                    outcome: outcome__.unwrap_or_default(),
                    amount_ore: amount_ore__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                    decision_ref: decision_ref__.unwrap_or_default(),
                    decided_on: decided_on__.unwrap_or_default(),
                    r#final: r#final__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct(
            "radslag.budget_integration.v1.ItemDecided",
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
            serializer.serialize_struct("radslag.budget_integration.v1.JournalTextErased", len)?;
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
                formatter.write_str("struct radslag.budget_integration.v1.JournalTextErased")
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
            "radslag.budget_integration.v1.JournalTextErased",
            FIELDS,
            GeneratedVisitor,
        )
    }
}
