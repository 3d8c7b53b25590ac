//! What e-mails say: one draft for each, written down as HTML, as plain text and in the
//! markup of GOV.UK Notify.

mod draft;
mod html;
mod london;
mod markup;
pub(crate) mod one_line;
mod receipt;
mod staff;
#[cfg(test)]
mod tests;
mod text;

use domain::email::{EmailContent, Letter, OutgoingEmail};

use self::draft::Draft;

/// Writes e-mails.
#[derive(Clone, Debug)]
pub struct Letters {
    /// What the operator calls this product.
    product: String,
    /// Whether somebody reads what people answer.
    are_answers_read: bool,
}

/// An e-mail in the markup of GOV.UK Notify.
pub(crate) struct Markup {
    pub(crate) subject: String,
    pub(crate) body: String,
}

impl Letters {
    /// Letters of a product of this name. They say that nobody reads answers to them.
    pub fn new(product: &str) -> Self {
        Self {
            product: one_line::of(product),
            are_answers_read: false,
        }
    }

    /// The same letters, without the sentence that nobody reads answers.
    pub(crate) fn with_answers_read(mut self) -> Self {
        self.are_answers_read = true;
        self
    }

    /// The e-mail as it is read. Links stand in it as they are given.
    pub fn letter(&self, email: &OutgoingEmail) -> Letter {
        let draft = self.draft(&email.content);
        Letter {
            html: html::written(&draft, &self.product),
            text: text::written(&draft),
            subject: draft.subject,
        }
    }

    /// The e-mail in the markup of GOV.UK Notify.
    pub(crate) fn markup(&self, email: &OutgoingEmail) -> Markup {
        let draft = self.draft(&email.content);
        Markup {
            body: markup::written(&draft),
            subject: draft.subject,
        }
    }

    fn draft(&self, content: &EmailContent) -> Draft {
        let mut draft = match content {
            EmailContent::Staff(message) => staff::draft(message, &self.product),
            EmailContent::PaymentConfirmed(receipt) => receipt::of_payment(receipt),
            EmailContent::RefundIssued(receipt) => receipt::of_refund(receipt),
        };
        if !self.are_answers_read {
            let sentence = receipt::Texts::of(draft.language).nobody_reads_answers;
            draft.closing.insert(0, sentence.to_owned());
        }
        draft
    }
}
