//! Disputes.

use super::Handlers;
use crate::authentication::BearerAuth;
use crate::checks;
use crate::contract::Json;
use crate::generated::public::{
    DisputesApi, SearchDisputesFailure, SearchDisputesParameters, SearchDisputesSuccess,
};
use crate::present::search;
use crate::problem::disputes as problem;

impl DisputesApi for Handlers {
    async fn search_disputes(
        &self,
        BearerAuth(service): BearerAuth,
        parameters: SearchDisputesParameters,
    ) -> Result<SearchDisputesSuccess, SearchDisputesFailure> {
        let wanted = checks::search_disputes::parse(&parameters)?;
        let found = self.application.search_disputes(&service, &wanted).await;
        let found = found.map_err(problem::search)?;
        let shown = search::disputes(&found, &wanted, &parameters, &self.settings);
        Ok(SearchDisputesSuccess::Ok(Json(shown)))
    }
}
