//! Telephone payments.

use super::Handlers;
use crate::authentication::BearerAuth;
use crate::checks;
use crate::contract::Body;
use crate::generated::public::{
    CreateTelephonePaymentRequest, RecordTelephonePaymentFailure, RecordTelephonePaymentParameters,
    RecordTelephonePaymentSuccess, TelephonePaymentsApi,
};
use crate::present::telephone_payment;
use crate::problem::telephone_payments as problem;

impl TelephonePaymentsApi for Handlers {
    async fn record_telephone_payment(
        &self,
        BearerAuth(service): BearerAuth,
        parameters: RecordTelephonePaymentParameters,
        body: Body<CreateTelephonePaymentRequest>,
    ) -> Result<RecordTelephonePaymentSuccess, RecordTelephonePaymentFailure> {
        let wanted = checks::record_telephone_payment::parse(body, &parameters)?;
        let reported = self.application.report_payment(&service, wanted).await;
        let reported = reported.map_err(|error| problem::record(error, &self.settings))?;
        telephone_payment::recorded(&reported).ok_or_else(problem::no_report)
    }
}
