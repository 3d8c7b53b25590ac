//! The lists of all sentences, as macros that make a test of each.

mod reading;
mod site;
mod telling;

/// Makes one test of each sentence, for one adapter. The fixture is an
/// expression that gives an `anyhow::Result` of a `Fixture`, or of none where the
/// test has said that it is skipped.
#[macro_export]
macro_rules! port_contracts {
    ($fixture:expr) => {
        $crate::search_contracts! { $fixture }
        $crate::staff_contracts! { $fixture }
        $crate::reading_contracts! { $fixture }
        $crate::site_contracts! { $fixture }
        $crate::telling_contracts! { $fixture }
        $crate::sentences! { $fixture, accounts:
            services_accounts_and_keys_come_back_as_they_were_added
            every_setting_of_an_account_comes_back_as_it_was_saved
            an_account_is_found_inside_the_unit_that_added_it
            an_account_nobody_added_is_not_found
            services_accounts_and_keys_are_listed_oldest_first
        }
        $crate::sentences! { $fixture, agreements:
            an_agreement_comes_back_as_it_was_added
            every_status_of_an_agreement_comes_back_as_it_was_saved
            an_agreements_card_comes_back_as_it_was_saved
            an_agreement_that_was_cancelled_long_ago_is_found_until_it_names_nobody
            an_agreement_nobody_added_is_not_found
            an_agreement_is_found_by_its_account_alone
            each_save_makes_the_next_version_of_an_agreement
            saving_an_agreement_that_another_has_saved_is_stale
            saving_an_agreement_that_was_never_added_is_stale
            of_many_who_save_one_version_of_an_agreement_one_succeeds
            a_dropped_unit_leaves_no_agreement_behind
        }
        $crate::sentences! { $fixture, data:
            a_reset_removes_payments_agreements_work_and_the_books
            after_a_reset_searches_find_and_count_nothing
            a_reset_keeps_services_accounts_credentials_and_keys
            a_reset_keeps_people_and_the_record
            a_reset_removes_what_was_told_and_keeps_endpoints
            after_a_reset_everything_can_be_added_again
            the_clock_was_not_moved_at_first
            how_far_the_clock_was_moved_is_kept
        }
        $crate::sentences! { $fixture, disputes:
            every_dispute_comes_back_as_it_was_saved
            a_payment_is_added_with_its_refunds_and_disputes
            disputes_come_back_oldest_first
            the_day_of_paying_out_comes_back_as_it_was_saved
            disputes_and_paying_out_are_published_as_they_happened
        }
        $crate::sentences! { $fixture, events:
            undispatched_events_come_oldest_first
            no_more_events_come_than_were_asked_for
            a_dispatched_event_does_not_come_again
            a_dispatch_that_is_rolled_back_is_repeated
            no_two_units_get_the_same_event
            a_second_unit_waits_for_the_first_and_gets_the_events_after_its
            a_second_unit_gets_what_the_first_did_not_hand_on
            events_of_one_payment_are_handed_on_in_order
            events_come_as_they_were_published
        }
        $crate::sentences! { $fixture, idempotency:
            a_used_key_says_what_it_was_used_for
            keys_are_told_apart_by_account_and_case
            a_claim_that_is_rolled_back_frees_the_key
            of_many_who_claim_a_key_one_is_first
            who_waits_takes_the_place_of_one_that_made_nothing
            who_has_waited_long_enough_is_told_that_the_key_is_busy
            who_waits_is_told_what_the_first_made
            old_claims_are_removed_a_few_at_a_time
        }
        $crate::sentences! { $fixture, keys:
            an_accounts_keys_are_its_own
            a_key_is_found_by_any_of_its_digests
            a_key_nobody_added_is_not_found
            a_revoked_key_is_listed_but_no_longer_found
            a_key_is_revoked_once
            of_many_who_revoke_a_key_one_is_told_so
            a_revocation_that_is_rolled_back_never_was
            a_key_is_renamed_unless_it_is_revoked
            the_use_of_a_key_is_noted_to_within_a_minute
            a_key_opens_its_account_as_it_is_now
        }
        $crate::sentences! { $fixture, leases:
            claimed_work_is_leased
            leased_work_is_not_claimed_until_its_lease_runs_out
            work_scheduled_with_a_lease_is_not_claimed_until_it_runs_out
            leased_work_is_found_by_its_kind
            a_claim_that_is_rolled_back_leaves_the_work_free
            work_that_another_has_leased_since_is_left_alone
            work_that_another_has_put_off_since_is_left_alone
            claimers_at_once_never_get_the_same_work
        }
        $crate::sentences! { $fixture, ledger:
            an_authorisation_comes_back_as_it_was_entered
            an_authorisation_is_entered_once_and_repeated_with_the_first_answer
            an_order_code_nobody_entered_has_no_authorisation
            of_many_authorisations_under_one_order_code_one_is_entered
            movements_come_oldest_first_and_as_they_were_entered
            a_movement_is_entered_once_and_repeated_with_the_first_answer
            money_that_is_not_held_does_not_move
            a_capture_by_a_second_operation_is_not_permitted
            a_capture_beyond_what_is_held_is_not_permitted
            a_capture_of_released_money_is_not_permitted
            a_release_of_captured_money_is_not_permitted
            a_refund_of_money_that_was_not_captured_is_not_permitted
            refunds_beyond_what_was_captured_are_not_permitted
            what_is_not_permitted_is_not_entered
            of_many_captures_at_once_one_is_entered
            of_a_capture_and_a_release_at_once_one_is_entered
            refunds_at_once_never_exceed_what_was_captured
        }
        $crate::sentences! { $fixture, operations:
            ending_an_operation_that_never_began_changes_nothing
            ending_an_operation_again_changes_nothing
            every_kind_of_operation_begins_and_ends
            what_was_said_comes_back_as_it_was_heard
            what_was_heard_in_a_unit_that_is_dropped_was_not_said
        }
        $crate::sentences! { $fixture, payments:
            a_payment_comes_back_as_it_was_added
            a_payment_with_everything_comes_back_as_it_was_added
            every_mode_and_language_comes_back_as_it_was_added
            every_state_comes_back_as_it_was_saved
            every_state_of_a_refund_comes_back_as_it_was_saved
            refunds_come_back_oldest_first
            a_payment_nobody_added_is_not_found
            a_payment_is_looked_at_as_it_is_found
            each_save_makes_the_next_version
            saving_publishes_the_events
            every_step_is_published_as_it_was_taken
            saving_what_another_has_saved_is_stale
            a_stale_save_changes_and_publishes_nothing
            of_many_who_save_one_version_one_succeeds
            a_payment_can_be_saved_twice_in_one_unit
            saving_what_was_never_added_is_stale
        }
        $crate::sentences! { $fixture, queries:
            a_payment_is_found_by_its_account_alone
            a_payment_is_found_by_its_id_whosever_it_is
            events_come_oldest_first_and_to_their_account_alone
            the_newest_unused_token_is_shown
            a_service_is_found_by_its_id
            the_accounts_of_a_service_come_oldest_first
            the_backlog_counts_what_is_due
            the_store_answers
        }
        $crate::sentences! { $fixture, redaction:
            finished_payments_are_found_once_they_are_old_enough
            unfinished_payments_are_not_found_however_old
            a_later_refund_does_not_keep_personal_data_longer
            redacted_payments_are_not_found_again
            payments_without_personal_data_are_not_found
            no_more_payments_come_than_were_asked_for
        }
        $crate::sentences! { $fixture, reports:
            a_report_comes_back_as_it_was_added
            every_reported_failure_comes_back_as_it_was_added
            a_report_is_found_by_its_account_and_the_providers_name
            a_report_is_found_inside_the_unit_that_added_it
            of_many_who_report_one_payment_one_adds_it
            a_callers_number_is_personal_data
        }
        $crate::sentences! { $fixture, settling:
            a_captured_payment_is_found_until_it_is_paid_out
            a_payment_that_is_not_captured_is_not_found
            a_refund_is_found_once_it_is_given_back_until_it_is_paid_out
            a_dispute_is_found_once_it_is_lost_until_it_is_paid_out
            no_more_unsettled_payments_come_than_were_asked_for
        }
        $crate::sentences! { $fixture, store:
            a_unit_sees_what_was_committed_before_it
            a_unit_sees_what_it_did_itself
            what_a_unit_did_shows_only_once_it_commits
            a_dropped_unit_leaves_nothing_behind
            a_unit_that_met_a_stale_payment_leaves_nothing_behind
            a_reader_never_sees_half_a_unit
        }
        $crate::sentences! { $fixture, tokens:
            a_token_comes_back_as_it_was_added
            a_token_nobody_added_is_not_found
            a_token_is_consumed_once
            a_token_nobody_added_is_not_consumed
            of_fifty_who_consume_a_token_one_is_told_true
            a_consumption_that_is_rolled_back_can_be_repeated
            the_newest_unused_token_is_the_payments_own
            old_tokens_are_removed_a_few_at_a_time
        }
        $crate::sentences! { $fixture, work:
            every_kind_of_work_comes_back_as_it_was_scheduled
            work_nobody_scheduled_is_not_found
            work_of_one_kind_exists_once_and_is_due_at_the_earlier_time
            only_what_is_due_is_claimed_longest_due_first
            no_more_work_is_claimed_than_was_asked_for
            finished_work_is_gone_and_can_be_scheduled_again
            finishing_what_is_gone_changes_nothing
            work_that_is_put_off_is_due_then_and_not_leased
            putting_off_what_is_gone_changes_nothing
            schedulers_at_once_leave_one_piece_of_a_kind
            each_group_claims_its_own_work_alone
        }
    };
}

/// Makes one test of each sentence about searches, for one adapter.
#[macro_export]
macro_rules! search_contracts {
    ($fixture:expr) => {
        $crate::sentences! { $fixture, agreement_search:
            agreements_are_found_newest_first_with_their_cards
            another_accounts_agreements_are_not_found
            an_agreements_reference_matches_whole_and_whatever_its_case
            agreements_are_found_by_their_present_status
            pages_of_agreements_follow_one_another
        }
        $crate::sentences! { $fixture, dispute_search:
            disputes_are_found_newest_first_with_their_payments
            another_accounts_disputes_are_not_found
            disputes_are_found_by_their_present_status
            disputes_are_found_from_and_before
            disputes_are_found_by_the_days_of_paying_out
            pages_of_disputes_follow_one_another
        }
        $crate::sentences! { $fixture, filters:
            a_brand_matches_by_its_identifier
            the_first_and_the_last_digits_match_whole
            an_agreement_finds_what_sets_it_up_and_what_is_taken_on_it
            both_days_of_paying_out_are_included
            every_filter_narrows_the_others
        }
        $crate::sentences! { $fixture, refund_search:
            refunds_are_found_newest_first_with_their_payments
            another_accounts_refunds_are_not_found
            refunds_are_found_from_and_before
            refunds_are_found_by_the_days_of_paying_out
            pages_of_refunds_follow_one_another
        }
        $crate::sentences! { $fixture, search:
            an_empty_search_finds_the_accounts_payments_newest_first
            another_accounts_payments_are_not_found
            a_reference_matches_whole_and_whatever_its_case
            a_reference_has_no_wildcards
            any_of_the_statuses_matches
            from_is_included_and_to_is_not
            conditions_narrow_one_another
            pages_follow_one_another_without_gap_or_overlap
            a_page_beyond_the_last_is_empty
        }
        $crate::sentences! { $fixture, text_filters:
            a_part_of_an_email_matches_whatever_its_case
            a_part_of_an_email_has_no_wildcards
            a_part_of_the_name_on_the_card_matches_whatever_its_case
        }
        $crate::sentences! { $fixture, totals:
            totals_with_and_without_a_filter_are_the_same
            what_is_rolled_back_is_not_counted
            totals_are_their_accounts_own
            nothing_is_lost_when_many_add_at_once
            a_search_sees_what_was_written_before_it
        }
    };
}

/// Makes one test of each sentence about the people of services, for one adapter.
#[macro_export]
macro_rules! staff_contracts {
    ($fixture:expr) => {
        $crate::sentences! { $fixture, audit:
            every_deed_comes_back_as_it_was_appended
            each_link_follows_the_one_before_it
            deeds_of_one_unit_follow_one_another
            chains_do_not_share_their_links
            every_chain_there_is_is_named
            links_are_read_from_a_position_on
            a_chain_without_deeds_is_empty
            a_deed_that_is_rolled_back_leaves_no_gap
            units_at_once_make_one_chain_without_gaps
            nothing_in_the_record_is_changed_or_removed_behind_the_back
        }
        $crate::sentences! { $fixture, invitations:
            an_invitation_comes_back_as_it_was_added
            an_invitation_nobody_added_is_neither_found_nor_ended
            invitations_that_have_not_ended_are_shown_newest_first
            an_invitation_ends_once
            of_many_who_end_an_invitation_one_is_told_true
            an_ending_that_is_rolled_back_can_be_repeated
            a_link_for_a_new_password_says_whose_it_was_and_is_used_once
            a_new_link_takes_the_place_of_the_one_before
            a_link_nobody_made_is_not_used
            of_many_who_use_a_link_one_is_told_whose_it_was
        }
        $crate::sentences! { $fixture, sessions:
            a_session_comes_back_as_it_was_added
            a_session_nobody_added_is_not_found
            a_session_is_found_by_any_of_its_digests
            a_session_shows_its_person_as_they_are_now
            how_far_a_session_has_come_is_saved
            what_a_session_has_entered_is_saved
            saving_a_session_that_has_ended_does_not_revive_it
            a_session_ends_once
            nobody_ends_the_session_of_another
            every_session_of_a_person_ends_but_the_one_that_is_named
            old_sessions_are_removed_a_few_at_a_time
            sessions_that_are_not_over_are_shown_last_used_first
        }
        $crate::sentences! { $fixture, staff:
            a_person_comes_back_as_they_were_added
            everything_about_a_person_comes_back_as_it_was_saved
            what_somebody_is_in_services_comes_back_in_its_order
            a_person_nobody_added_is_not_found
            a_person_is_found_inside_the_unit_that_added_them
            adding_somebody_whose_address_is_taken_is_stale
            of_many_who_add_one_address_one_succeeds
            everybody_of_a_service_is_found_and_nobody_else
            a_team_is_shown_by_address
            each_save_makes_the_next_version_of_a_person
            saving_a_person_that_another_has_saved_is_stale
            saving_a_person_nobody_added_is_stale
            of_many_who_save_one_version_of_a_person_one_succeeds
            of_many_who_change_one_team_each_sees_what_the_others_made_of_it
        }
    };
}

/// Makes one test of each sentence about counting requests. The fixture is an
/// expression that gives an `anyhow::Result<Option<RateLimitsFixture>>`.
#[macro_export]
macro_rules! rate_limit_contracts {
    ($fixture:expr) => {
        $crate::sentences! { $fixture, rate_limits:
            of_many_who_ask_at_once_exactly_the_limit_is_admitted
            buckets_do_not_share_their_counts
            a_refused_request_makes_no_other_wait_longer
            a_new_window_admits_exactly_the_limit_again
            a_window_begins_with_its_first_request
        }
    };
}

/// Makes one test of each sentence about a PSP. The fixture is an expression
/// that gives an `anyhow::Result<Option<PspFixture>>`.
#[macro_export]
macro_rules! psp_contracts {
    ($fixture:expr) => {
        $crate::sentences! { $fixture, psp:
            an_authorised_card_has_a_reference
            a_declined_card_is_an_answer
            a_card_the_psp_fails_on_is_an_answer
            an_authorisation_repeated_has_one_effect_and_one_answer
            an_authorisation_sent_many_times_at_once_has_one_effect
            a_capture_says_the_day
            a_capture_repeated_has_one_effect_and_one_answer
            a_capture_of_what_is_not_held_is_refused
            a_release_repeated_is_done_once
            releasing_what_is_no_longer_held_is_done
            a_refund_gives_back_part_of_the_money
            a_refund_repeated_has_one_effect_and_one_answer
            refunds_beyond_what_was_captured_are_refused
            an_inquiry_knows_what_became_of_an_authorisation
            nothing_of_a_card_is_in_the_books
        }
        $crate::sentences! { $fixture, recurring:
            a_card_is_named_where_it_is_to_be_kept
            a_repetition_names_the_same_card_and_another_card_has_another_name
            a_card_that_is_not_authorised_is_not_kept
            a_kept_card_is_authorised_under_an_order_code_of_its_own
            money_held_on_a_kept_card_can_be_taken
            a_kept_card_can_be_declined_later
            a_card_that_is_not_kept_is_declined
            a_payment_on_a_kept_card_repeated_has_one_effect_and_one_answer
            an_inquiry_says_of_kept_cards_what_the_answer_said
        }
    };
}

/// Makes one test of each named function of one module of the contract.
#[macro_export]
macro_rules! sentences {
    ($fixture:expr, $module:ident: $($sentence:ident)*) => {
        mod $module {
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $sentence() -> anyhow::Result<()> {
                    let Some(fixture) = Option::from($fixture.await?) else {
                        return Ok(());
                    };
                    system_tests::contract::$module::$sentence(&fixture).await
                }
            )*
        }
    };
}
