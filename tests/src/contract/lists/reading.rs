//! What the staff site reads: transactions, tallies, look-ups and the record.

/// Makes one test of each sentence about what the staff site reads, for one adapter.
#[macro_export]
macro_rules! reading_contracts {
    ($fixture:expr) => {
        $crate::sentences! { $fixture, lookups:
            a_payment_is_looked_up_by_whatever_it_is_called
            payments_are_looked_up_over_all_services_or_in_one
            no_more_payments_are_looked_up_than_the_newest_few
            payments_await_approval_longest_first
            what_was_asked_of_psps_comes_oldest_first
            what_was_said_comes_oldest_first
            the_work_about_a_payment_comes_soonest_due_first
            a_piece_of_work_is_found_by_its_name
            overdue_and_put_off_work_is_stuck
            people_are_found_by_a_part_of_their_address
            no_more_people_are_found_than_a_few
        }
        $crate::sentences! { $fixture, record:
            every_search_of_the_record_finds_what_matches
            links_of_one_chain_and_instant_come_last_first
            pages_of_the_record_follow_one_another
        }
        $crate::sentences! { $fixture, tallies:
            what_is_alike_within_an_hour_stands_in_one_line
            a_span_of_tallies_includes_its_beginning_and_not_its_end
            hours_are_told_apart
            an_account_without_anything_has_no_tallies
        }
        $crate::sentences! { $fixture, transactions:
            every_filter_finds_what_looking_at_each_would_find
            filters_narrow_one_another
            pages_of_transactions_follow_one_another
            transactions_read_bit_by_bit_are_those_of_the_pages
            the_sheet_counts_for_nothing_when_reading_bit_by_bit
            transactions_are_read_on_from_a_place_where_nothing_is
            of_no_accounts_there_are_no_transactions
            transactions_of_very_many_accounts_come_in_one_list
            the_keys_of_metadata_are_those_of_what_matches
            texts_that_nothing_can_have_find_no_transactions
        }
    };
}
