//! Agreements.

use super::Handlers;
use crate::authentication::BearerAuth;
use crate::checks;
use crate::contract::{Body, Json};
use crate::generated::public::{
    AgreementsApi, CancelAgreementFailure, CancelAgreementSuccess, CreateAgreementFailure,
    CreateAgreementParameters, CreateAgreementRequest, CreateAgreementSuccess, GetAgreementFailure,
    GetAgreementSuccess, SearchAgreementsFailure, SearchAgreementsParameters,
    SearchAgreementsSuccess,
};
use crate::present::{agreement, search};
use crate::problem::agreements as problem;

impl AgreementsApi for Handlers {
    async fn create_agreement(
        &self,
        BearerAuth(service): BearerAuth,
        parameters: CreateAgreementParameters,
        body: Body<CreateAgreementRequest>,
    ) -> Result<CreateAgreementSuccess, CreateAgreementFailure> {
        let wanted = checks::create_agreement::parse(body, &parameters)?;
        let created = self.application.create_agreement(&service, wanted).await;
        let created = created.map_err(|error| problem::create(error, &self.settings))?;
        Ok(CreateAgreementSuccess::Created(Json(agreement::one(
            &created,
        ))))
    }

    async fn search_agreements(
        &self,
        BearerAuth(service): BearerAuth,
        parameters: SearchAgreementsParameters,
    ) -> Result<SearchAgreementsSuccess, SearchAgreementsFailure> {
        let wanted = checks::search_agreements::parse(&parameters)?;
        let found = self.application.search_agreements(&service, &wanted).await;
        let found = found.map_err(problem::search)?;
        let shown = search::agreements(&found, &wanted, &parameters, &self.settings);
        Ok(SearchAgreementsSuccess::Ok(Json(shown)))
    }

    async fn get_agreement(
        &self,
        BearerAuth(service): BearerAuth,
        agreement_id: String,
    ) -> Result<GetAgreementSuccess, GetAgreementFailure> {
        let found = self
            .application
            .get_agreement(&service, &agreement_id)
            .await;
        let found = found.map_err(problem::get)?;
        Ok(GetAgreementSuccess::Ok(Json(agreement::one(&found))))
    }

    async fn cancel_agreement(
        &self,
        BearerAuth(service): BearerAuth,
        agreement_id: String,
    ) -> Result<CancelAgreementSuccess, CancelAgreementFailure> {
        let cancelled = self
            .application
            .cancel_agreement(&service, &agreement_id)
            .await;
        cancelled.map_err(problem::cancel)?;
        Ok(CancelAgreementSuccess::NoContent)
    }
}
