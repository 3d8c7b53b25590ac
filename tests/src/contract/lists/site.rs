//! What the staff site keeps: services, credentials, passkeys and approvals.

/// Makes one test of each sentence about what the staff site keeps, for one adapter.
#[macro_export]
macro_rules! site_contracts {
    ($fixture:expr) => {
        $crate::sentences! { $fixture, approvals:
            who_issued_a_refund_comes_back_as_it_was_saved
            every_outcome_of_an_approval_comes_back_as_it_was_saved
            approvals_come_back_oldest_first
            a_payment_is_added_with_its_approvals
            approvals_are_published_as_they_happened
            of_many_who_decide_at_once_one_does
        }
        $crate::sentences! { $fixture, credentials:
            credentials_come_back_as_they_were_added_newest_first
            credentials_are_found_inside_the_unit_that_added_them
            an_accounts_credentials_are_its_own
            whether_credentials_are_in_use_is_saved
            what_credentials_are_never_changes
        }
        $crate::sentences! { $fixture, passkeys:
            passkeys_come_back_in_their_order
            the_use_of_a_passkey_comes_back_as_it_was_saved
            everybodys_passkeys_are_their_own
            a_session_shows_the_passkeys_of_its_person
        }
        $crate::sentences! { $fixture, services:
            everything_about_a_service_comes_back_as_it_was_saved
            a_service_is_found_inside_the_unit_that_added_it
            a_service_nobody_added_is_not_found
            accounts_bear_the_name_their_service_has_now
            each_save_makes_the_next_version_of_a_service
            saving_a_service_that_another_has_saved_is_stale
            saving_a_service_nobody_added_is_stale
            of_many_who_save_one_version_of_a_service_one_succeeds
            each_save_makes_the_next_version_of_an_account
            saving_an_account_that_another_has_saved_is_stale
            saving_an_account_nobody_added_is_stale
            of_many_who_save_one_version_of_an_account_one_succeeds
        }
    };
}
