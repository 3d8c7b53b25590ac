//! What services and people are told: endpoints, deliveries, e-mails, and the work of it.

/// Makes one test of each sentence about telling services and people, for one adapter.
#[macro_export]
macro_rules! telling_contracts {
    ($fixture:expr) => {
        $crate::sentences! { $fixture, deliveries:
            a_delivery_comes_back_as_it_was_added
            every_status_and_event_comes_back_as_it_was_added
            a_delivery_nobody_added_is_not_found
            a_message_to_try_an_endpoint_out_tells_of_no_payment
            an_event_is_fanned_out_once_to_each_endpoint
            of_many_who_fan_an_event_out_one_does
            how_a_delivery_stands_is_saved
            every_attempt_comes_back_in_its_order
            what_a_delivery_says_never_changes
            saving_a_delivery_that_is_gone_changes_nothing
            no_attempt_is_lost_when_many_save_at_once
            old_deliveries_are_removed_a_few_at_a_time
            deliveries_that_are_yet_to_be_told_are_not_removed
        }
        $crate::sentences! { $fixture, delivery_search:
            every_search_finds_the_deliveries_that_match
            pages_of_deliveries_follow_one_another
            a_delivery_is_found_by_its_name
            what_is_untried_comes_in_the_order_of_its_events
            what_was_tried_ended_or_asked_for_again_is_passed_over
            another_endpoints_or_payments_deliveries_are_not_next
        }
        $crate::sentences! { $fixture, emails:
            every_email_comes_back_as_it_was_added
            an_email_nobody_added_is_not_found
            how_an_email_stands_is_saved
            what_an_email_says_never_changes
            saving_an_email_that_is_gone_changes_nothing
            an_email_that_is_rolled_back_never_was
            old_emails_are_removed_a_few_at_a_time
            emails_that_wait_are_not_removed
            emails_about_a_payment_come_oldest_first
            emails_are_found_by_how_they_stand_newest_first
            pages_of_emails_follow_one_another
        }
        $crate::sentences! { $fixture, handing_on:
            there_are_undispatched_events_until_all_are_handed_on
            events_that_were_handed_on_come_in_the_order_of_their_places
            events_that_wait_were_not_handed_on
            another_accounts_events_are_not_shown
            events_are_read_on_from_any_place
        }
        $crate::sentences! { $fixture, webhooks:
            an_endpoint_comes_back_as_it_was_added
            everything_about_an_endpoint_comes_back_as_it_was_saved
            an_endpoint_is_found_inside_the_unit_that_added_it
            an_endpoint_nobody_added_is_not_found
            the_endpoints_of_an_account_come_oldest_first_and_no_others
            an_endpoint_is_found_by_its_account_alone
            each_save_makes_the_next_version_of_an_endpoint
            saving_an_endpoint_that_another_has_saved_is_stale
            saving_an_endpoint_nobody_added_is_stale
            of_many_who_save_one_version_of_an_endpoint_one_succeeds
            failures_in_a_row_are_counted_from_the_first
            a_success_ends_a_row_of_failures
            noting_an_attempt_is_no_saving
            saving_ends_a_row_of_failures_or_leaves_it_as_it_is
            every_attempt_that_is_noted_at_once_counts
            attempts_at_what_nobody_added_are_not_noted
            only_an_active_endpoint_is_disabled_and_once
            of_many_who_disable_an_endpoint_one_is_told_true
            who_read_an_endpoint_before_it_was_disabled_cannot_save_it
        }
        $crate::sentences! { $fixture, wishes:
            work_scheduled_while_it_is_leased_is_due_again_once_it_is_finished
            a_wish_is_no_reason_to_claim_what_is_leased
            work_is_put_off_no_further_than_it_was_scheduled_for_meanwhile
            of_several_wishes_the_earliest_counts
            a_wish_is_fulfilled_once
            who_claims_after_a_wish_fulfils_it
            a_wish_outlives_a_lease_that_was_lost
            a_wish_that_is_rolled_back_never_was
            work_that_was_scheduled_leased_is_wished_for_as_well
            nobody_claims_what_a_unit_is_about_to_schedule
            no_wish_is_lost_when_many_schedule_and_finish_at_once
        }
    };
}
