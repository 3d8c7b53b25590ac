//! Services and their rows. The organisation is JSON, since nobody looks for its parts.

use domain::account::{Branding, Colour, GoingLive, Organisation, Service, ServiceName};
use domain::{ServiceId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Impossible, count, from_json, instant, json, named, present, sound, stored, word};
use crate::entity::services::Model;

const NOT_ASKED: &str = "not_asked";
const ASKED: &str = "asked";
const REFUSED: &str = "refused";
const GRANTED: &str = "granted";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredOrganisation {
    name: String,
    line1: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line2: Option<String>,
    city: String,
    postcode: String,
    country: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    telephone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    website: Option<String>,
}

/// How far a service has come with taking real money, a column each.
#[derive(Default)]
struct GoingLiveColumns {
    at: Option<i64>,
    by: Option<String>,
    provider: Option<String>,
    reason: Option<String>,
}

/// The row of a service as it will be once it is saved, one version on.
pub(crate) fn to_row(service: &Service) -> Model {
    let colour = |colour: Option<Colour>| colour.map(|colour| colour.to_string());
    let (going_live, columns) = going_live_columns(&service.going_live);
    let GoingLiveColumns {
        at,
        by,
        provider,
        reason,
    } = columns;
    Model {
        id: service.id.as_str().to_owned(),
        name: service.name.as_str().to_owned(),
        welsh_name: service
            .welsh_name
            .as_ref()
            .map(|name| name.as_str().to_owned()),
        organisation: service.organisation.as_ref().map(organisation_to_text),
        header_colour: colour(service.branding.header),
        button_colour: colour(service.branding.button),
        going_live: going_live.to_owned(),
        going_live_at: at,
        going_live_by: by,
        going_live_provider: provider,
        going_live_reason: reason,
        created_at: service.created_at.as_millis(),
        version: stored(service.version.saturating_add(1)),
    }
}

/// The service that a row describes.
pub(crate) fn from_row(row: Model) -> Result<Service, Impossible> {
    let id = row.id.clone();
    read(row).map_err(|e| e.in_row("service", &id))
}

fn read(row: Model) -> Result<Service, Impossible> {
    let going_live = read_going_live(&row)?;
    let organisation = row.organisation.as_deref().map(organisation_from_text);
    Ok(Service {
        id: present("id", ServiceId::parse(&row.id))?,
        name: ServiceName::stored(row.name),
        welsh_name: row.welsh_name.map(ServiceName::stored),
        organisation: organisation.transpose()?,
        branding: Branding {
            header: read_colour("header_colour", row.header_colour.as_deref())?,
            button: read_colour("button_colour", row.button_colour.as_deref())?,
        },
        going_live,
        created_at: Timestamp::from_millis(row.created_at),
        version: count("version", row.version)?,
    })
}

fn read_colour(column: &'static str, text: Option<&str>) -> Result<Option<Colour>, Impossible> {
    text.map(|text| sound(column, Colour::parse(text)))
        .transpose()
}

fn going_live_columns(going_live: &GoingLive) -> (&'static str, GoingLiveColumns) {
    let at = |at: &Timestamp| GoingLiveColumns {
        at: Some(at.as_millis()),
        ..GoingLiveColumns::default()
    };
    match going_live {
        GoingLive::NotAsked => (NOT_ASKED, GoingLiveColumns::default()),
        GoingLive::Asked {
            by,
            at: asked_at,
            provider,
        } => {
            let asked = GoingLiveColumns {
                by: Some(by.clone()),
                provider: Some(word(*provider)),
                ..at(asked_at)
            };
            (ASKED, asked)
        }
        GoingLive::Refused {
            reason,
            at: refused_at,
        } => {
            let refused = GoingLiveColumns {
                reason: Some(reason.clone()),
                ..at(refused_at)
            };
            (REFUSED, refused)
        }
        GoingLive::Granted { at: granted_at } => (GRANTED, at(granted_at)),
    }
}

fn read_going_live(row: &Model) -> Result<GoingLive, Impossible> {
    let at = || present("going_live_at", instant(row.going_live_at));
    Ok(match row.going_live.as_str() {
        NOT_ASKED => GoingLive::NotAsked,
        ASKED => {
            let provider = row.going_live_provider.as_deref();
            GoingLive::Asked {
                by: present("going_live_by", row.going_live_by.clone())?,
                at: at()?,
                provider: named(
                    "going_live_provider",
                    present("going_live_provider", provider)?,
                )?,
            }
        }
        REFUSED => GoingLive::Refused {
            reason: present("going_live_reason", row.going_live_reason.clone())?,
            at: at()?,
        },
        GRANTED => GoingLive::Granted { at: at()? },
        _ => return Err(Impossible::new("going_live")),
    })
}

fn organisation_to_text(organisation: &Organisation) -> String {
    let Organisation {
        name,
        line1,
        line2,
        city,
        postcode,
        country,
        telephone,
        website,
    } = organisation.clone();
    json(&StoredOrganisation {
        name,
        line1,
        line2,
        city,
        postcode,
        country,
        telephone,
        website,
    })
}

fn organisation_from_text(text: &str) -> Result<Organisation, Impossible> {
    let StoredOrganisation {
        name,
        line1,
        line2,
        city,
        postcode,
        country,
        telephone,
        website,
    } = from_json("organisation", text)?;
    Ok(Organisation {
        name,
        line1,
        line2,
        city,
        postcode,
        country,
        telephone,
        website,
    })
}

#[cfg(test)]
mod tests {
    use domain::account::Provider;

    use super::*;

    fn bare() -> Service {
        let id = ServiceId::from_random([1; 26]);
        let name = ServiceName::parse("Fishing licences").unwrap();
        Service::new(id, name, Timestamp::from_millis(1))
    }

    fn full(going_live: GoingLive) -> Service {
        Service {
            welsh_name: Some(ServiceName::parse("Trwyddedau pysgota").unwrap()),
            organisation: Some(Organisation {
                name: "“Rivers” & Sons".to_owned(),
                line1: "1 Water Lane".to_owned(),
                line2: Some("Flat 2".to_owned()),
                city: "Bryste".to_owned(),
                postcode: "BS1 5AH".to_owned(),
                country: "GB".to_owned(),
                telephone: Some("+44 117 496 0000".to_owned()),
                website: Some("https://rivers.example.org/".to_owned()),
            }),
            branding: Branding {
                header: Some(Colour::parse("#0b1f2a").unwrap()),
                button: Some(Colour::parse("#00703c").unwrap()),
            },
            going_live,
            version: 7,
            ..bare()
        }
    }

    #[test]
    fn services_read_back_as_the_next_version() {
        let at = Timestamp::from_millis(5);
        let by = "ada@example.org".to_owned();
        for service in [
            bare(),
            full(GoingLive::NotAsked),
            full(GoingLive::Asked {
                by,
                at,
                provider: Provider::Worldpay,
            }),
            full(GoingLive::Refused {
                reason: "no ‘organisation’".to_owned(),
                at,
            }),
            full(GoingLive::Granted { at }),
        ] {
            let read = from_row(to_row(&service)).unwrap();
            let saved = Service {
                version: service.version + 1,
                ..service
            };
            assert_eq!(read, saved);
        }
    }

    #[test]
    fn what_no_program_of_ours_wrote_is_impossible() {
        let row = || to_row(&bare());
        for (column, row) in [
            (
                "going_live_at",
                Model {
                    going_live: GRANTED.to_owned(),
                    ..row()
                },
            ),
            (
                "going_live",
                Model {
                    going_live: "live".to_owned(),
                    ..row()
                },
            ),
            (
                "header_colour",
                Model {
                    header_colour: Some("#ffffff".to_owned()),
                    ..row()
                },
            ),
            (
                "organisation",
                Model {
                    organisation: Some("{}".to_owned()),
                    ..row()
                },
            ),
        ] {
            assert_eq!(read(row), Err(Impossible::new(column)));
        }
    }
}
