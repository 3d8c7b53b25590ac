//! Reads about the people of services.

use domain::audit::{Chain, Link};
use domain::staff::{Invitation, Session, StaffMember};
use domain::{ServiceId, StaffId, Timestamp};

use crate::data::Data;

pub(super) fn session(data: &Data, digests: &[[u8; 32]]) -> Option<(Session, StaffMember)> {
    let mut sessions = data.sessions.values();
    let session = sessions.find(|session| digests.contains(&session.digest))?;
    let member = data.members.get(&session.member)?;
    Some((session.clone(), member.clone()))
}

pub(super) fn sessions(data: &Data, member: &StaffId, now: Timestamp) -> Vec<Session> {
    let theirs = data.sessions.values();
    let theirs = theirs.filter(|session| session.member == *member && !session.is_over(now));
    let mut theirs: Vec<Session> = theirs.cloned().collect();
    theirs.sort_by(|a, b| (b.seen_at, &b.id).cmp(&(a.seen_at, &a.id)));
    theirs
}

pub(super) fn team(data: &Data, service: &ServiceId) -> Vec<StaffMember> {
    let members = data.members.values();
    let here = members.filter(|member| member.role_in(service).is_some());
    let mut here: Vec<StaffMember> = here.cloned().collect();
    here.sort_by(|a, b| a.email.cmp(&b.email));
    here
}

pub(super) fn invitations(data: &Data, service: &ServiceId) -> Vec<Invitation> {
    let all = data.invitations.values();
    let open = all.filter(|one| one.service == *service && one.ended_at.is_none());
    let mut open: Vec<Invitation> = open.cloned().collect();
    open.sort_by(|a, b| (b.sent_at, &b.id).cmp(&(a.sent_at, &a.id)));
    open
}

pub(super) fn links(data: &Data, chain: &Chain, from: u64, limit: u64) -> (Vec<Link>, u64) {
    let all = data.links.values();
    let of_chain = || all.clone().filter(|link| link.deed.chain == *chain);
    let length = u64::try_from(of_chain().count()).unwrap_or(u64::MAX);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let links = of_chain().filter(|link| link.position >= from).take(most);
    (links.cloned().collect(), length)
}

pub(super) fn chains(data: &Data) -> Vec<Chain> {
    let mut chains: Vec<Chain> = data.links.keys().map(|(chain, _)| chain.clone()).collect();
    chains.dedup();
    chains
}
