//! A query parameter or header as it was sent; whether it may be so is for the checks to say.

use std::marker::PhantomData;

use poem::{Request, RequestBody, Result};
use poem_openapi::registry::{MetaParamIn, MetaSchemaRef};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::{Described, Place};

/// The first value of the parameter that `P` describes, if one was sent.
#[derive(Debug)]
pub struct Raw<P> {
    /// The value.
    pub value: Option<String>,
    described: PhantomData<fn() -> P>,
}

impl<P> Raw<P> {
    /// A parameter that was sent with this value, or not at all.
    pub(crate) fn new(value: Option<String>) -> Self {
        Self {
            value,
            described: PhantomData,
        }
    }

    /// The value, unless it is blank.
    pub(crate) fn given(&self) -> Option<&str> {
        self.value
            .as_deref()
            .filter(|value| !value.trim().is_empty())
    }
}

impl<'a, P: Described> ApiExtractor<'a> for Raw<P> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];

    type ParamType = ();
    type ParamRawType = ();

    fn param_in() -> Option<MetaParamIn> {
        match P::PLACE {
            Place::Path => Some(MetaParamIn::Path),
            Place::Query => Some(MetaParamIn::Query),
            Place::Header => Some(MetaParamIn::Header),
            Place::Body => None,
        }
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(MetaSchemaRef::Inline(Box::new(P::KIND.meta())))
    }

    async fn from_request(
        request: &'a Request,
        _: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        Ok(Self::new(match P::PLACE {
            Place::Query => in_query(request, P::NAME),
            Place::Header => request
                .headers()
                .get(P::NAME)
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
            Place::Path | Place::Body => None,
        }))
    }
}

fn in_query(request: &Request, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = request.params().ok()?;
    pairs
        .into_iter()
        .find_map(|(key, value)| (key == name).then_some(value))
}
