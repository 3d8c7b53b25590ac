//! The pages in Welsh.
//!
//! A name that a sentence takes in never follows a word that would mutate it,
//! so that any brand fits.

use domain::payment::Language;

use super::{
    CardTexts, ConfirmTexts, FrameTexts, MistakeTexts, OutcomeText, OutcomeTexts, SummaryTexts,
    Texts, WaitingTexts, WayOutTexts,
};

/// Welsh.
pub(super) static WELSH: Texts = Texts {
    language: Language::Welsh,
    frame: FrameTexts {
        skip: "Neidio i’r prif gynnwys",
        test_label: "Taliad prawf",
        test_tag: "Prawf",
        test: "Taliad ymarfer yw hwn. Ni chodir tâl ar neb.",
        test_cards: "Gweld y cardiau prawf",
        provided_by: "Caiff y gwasanaeth hwn ei redeg gan",
        telephone: "Ffôn:",
        new_tab: "(yn agor mewn tab newydd)",
        handled_by: "Caiff taliadau eu prosesu gan",
        help: "Cymorth:",
    },
    summary: SummaryTexts {
        heading: "Crynodeb o’r taliad",
        amount: "Swm",
        fee: "Ffi cerdyn corfforaethol:",
        total: "Cyfanswm:",
        credit_fee: |fee| {
            format!("Mae talu â cherdyn credyd corfforaethol yn costio {fee} yn ychwanegol.")
        },
        debit_fee: |fee| {
            format!("Mae talu â cherdyn debyd corfforaethol yn costio {fee} yn ychwanegol.")
        },
    },
    card: CardTexts {
        heading: "Nodwch fanylion eich cerdyn",
        all_cards: "Cardiau credyd a debyd y gallwch eu defnyddio",
        debit_only: "Talwch â cherdyn debyd. Ni allwch ddefnyddio cardiau credyd yma.",
        credit_only: "Talwch â cherdyn credyd. Ni allwch ddefnyddio cardiau debyd yma.",
        stored_for: "Caiff eich cerdyn ei storio hefyd, fel y gellir cymryd taliadau yn y dyfodol ar gyfer:",
        number: "Rhif y cerdyn",
        expiry: "Dyddiad dod i ben",
        expiry_hint: "Er enghraifft,",
        month: "Mis",
        year: "Blwyddyn",
        holder: "Enw ar y cerdyn",
        code: "Cod diogelwch y cerdyn",
        code_hint: "Y 3 digid ar ddiwedd y stribed ar gefn y cerdyn.",
        code_hint_amex: "American Express: y 4 digid sydd wedi’u hargraffu ar y blaen.",
        address: "Cyfeiriad bilio",
        address_hint: "Y cyfeiriad sydd gan eich banc ar gyfer y cerdyn hwn",
        line1: "Llinell 1 y cyfeiriad",
        line2: "Llinell 2 y cyfeiriad (dewisol)",
        city: "Tref neu ddinas",
        country: "Gwlad neu diriogaeth",
        choose_country: "Dewiswch wlad neu diriogaeth",
        postcode: "Cod post",
        contact: "Manylion cyswllt",
        email: "E-bost",
        email_optional: "E-bost (dewisol)",
        email_hint: "Caiff cadarnhad ei anfon i’r cyfeiriad hwn ar ôl i chi dalu.",
        email_goes_to: "Caiff eich cadarnhad ei anfon i:",
        which_email: "Pa gyfeiriad e-bost sy’n gywir?",
        which_email_hint: "Dewiswch un, neu newidiwch y cyfeiriad yn y blwch uchod.",
        card_again: "Wedyn nodwch rif y cerdyn a’r cod diogelwch eto: nid ydym yn eu cadw.",
        as_typed: "(fel y gwnaethoch ei deipio)",
        submit: "Parhau",
        cancel: "Canslo’r taliad",
    },
    mistakes: MistakeTexts {
        heading: "Gwiriwch eich atebion",
        prefix: "Gwall:",
        number_missing: "Nodwch rif y cerdyn",
        number_not_digits: "Nodwch rif y cerdyn gan ddefnyddio digidau’n unig",
        number_length: "Gwiriwch rif y cerdyn: dylai gynnwys rhwng 12 a 19 digid",
        number_check_digit: "Gwiriwch rif y cerdyn: mae o leiaf un digid yn anghywir",
        card_unknown: "Ni allwch ddefnyddio’r math hwn o gerdyn yma",
        brand_refused: |brand| format!("Ni allwch ddefnyddio cardiau {brand} yma"),
        debit_refused: |brand| format!("Ni allwch ddefnyddio cardiau debyd {brand} yma"),
        credit_refused: |brand| format!("Ni allwch ddefnyddio cardiau credyd {brand} yma"),
        prepaid_refused: "Ni allwch ddefnyddio cardiau rhagdaledig yma",
        expiry_missing: "Nodwch ddyddiad dod i ben y cerdyn",
        expiry_shape: "Nodwch y dyddiad dod i ben fel mis a blwyddyn, er enghraifft 10 a 29",
        expiry_past: "Rhaid i’r dyddiad dod i ben fod yn y dyfodol",
        holder_missing: "Nodwch yr enw sydd ar y cerdyn",
        holder_long: "Byrhewch yr enw i 200 nod",
        holder_numbers: "Nodwch yr enw sydd ar y cerdyn, nid ei rifau",
        code_missing: "Nodwch god diogelwch y cerdyn",
        code_not_digits: "Nodwch god diogelwch y cerdyn fel digidau: 3 ar y rhan fwyaf o gardiau, 4 ar American Express",
        code_length_amex: "Mae 4 digid yn y cod diogelwch ar gerdyn American Express",
        code_length: "Mae 3 digid yn y cod diogelwch ar y cerdyn hwn",
        line1: "Nodwch linell 1 y cyfeiriad, sef yr adeilad a’r stryd fel arfer",
        line2_long: "Byrhewch linell 2 y cyfeiriad i 100 nod",
        line2_number: "Gwiriwch linell 2 y cyfeiriad: ni chaiff gynnwys rhif cerdyn",
        city: "Nodwch y dref neu’r ddinas",
        country: "Dewiswch y wlad neu’r diriogaeth",
        postcode_missing: "Nodwch y cod post",
        postcode: "Nodwch y cod post llawn, er enghraifft AB1 2CD",
        email_missing: "Nodwch eich cyfeiriad e-bost",
        email_shape: "Nodwch gyfeiriad e-bost yn y fformat cywir, er enghraifft enw@enghraifft.cymru",
        email_typo: "Gwiriwch eich cyfeiriad e-bost: efallai fod y rhan ar ôl yr @ wedi’i chamsillafu",
    },
    confirm: ConfirmTexts {
        heading: "Cadarnhewch eich taliad",
        entered: "Yr hyn a nodwyd gennych",
        confirmation_email: "E-bost cadarnhau",
        email: "E-bost",
        submit: "Cadarnhau’r taliad",
    },
    waiting: WaitingTexts {
        title: "Mae eich taliad yn cael ei brosesu",
        bank: "Yn holi eich banc",
        capture: "Yn cwblhau eich taliad",
        explanation: "Bydd hyn yn cymryd ychydig eiliadau. Arhoswch ar y dudalen hon; bydd yn symud ymlaen ar ei phen ei hun.",
        picture: "yn aros",
        still: "Rydym yn dal wrthi. Bydd y dudalen hon yn symud ymlaen ar ei phen ei hun.",
    },
    outcomes: OutcomeTexts {
        in_progress: OutcomeText {
            title: "Taliad heb ei orffen",
            heading: "Nid yw’r taliad hwn wedi’i orffen",
            sentences: &[
                "Rydych eisoes wedi dechrau’r taliad hwn. Gallwch fynd ymlaen o’r fan lle gwnaethoch stopio, neu ei ganslo a mynd yn ôl at y gwasanaeth.",
            ],
        },
        paid: OutcomeText {
            title: "Taliad wedi’i gwblhau",
            heading: "Mae eich taliad wedi’i gwblhau",
            sentences: &[
                "Os oes angen newid rhywbeth, cysylltwch â’r gwasanaeth y gwnaethoch ei dalu.",
            ],
        },
        capture_failed: OutcomeText {
            title: "Taliad heb ei gwblhau",
            heading: "Nid oedd modd cwblhau eich taliad",
            sentences: &[
                "Ni chymerwyd arian o’ch cyfrif. Ewch yn ôl at y gwasanaeth i roi cynnig arall arni.",
            ],
        },
        declined: OutcomeText {
            title: "Taliad wedi’i wrthod",
            heading: "Gwrthodwyd eich cerdyn",
            sentences: &[
                "Ni chymerwyd arian o’ch cyfrif. Gall eich banc ddweud wrthych pam y cafodd ei wrthod; nid ydym ni’n cael gwybod.",
                "I ddefnyddio cerdyn arall, ewch yn ôl at y gwasanaeth a dechreuwch daliad newydd.",
            ],
        },
        failed: OutcomeText {
            title: "Methodd y taliad",
            heading: "Aeth rhywbeth o’i le gyda’ch taliad",
            sentences: &[
                "Nid oedd modd i’r darparwr taliadau ei brosesu, ac ni chymerwyd arian o’ch cyfrif. Ewch yn ôl at y gwasanaeth i roi cynnig arall arni.",
            ],
        },
        expired: OutcomeText {
            title: "Daeth amser y taliad i ben",
            heading: "Mae amser y taliad hwn wedi dod i ben",
            sentences: &[
                "Ni chafodd ei orffen mewn pryd, felly ni chymerwyd arian o’ch cyfrif. Ewch yn ôl at y gwasanaeth i ddechrau eto.",
            ],
        },
        cancelled_by_paying_user: OutcomeText {
            title: "Taliad wedi’i ganslo",
            heading: "Rydych wedi canslo’r taliad hwn",
            sentences: &["Ni chymerwyd arian o’ch cyfrif."],
        },
        cancelled_by_service: OutcomeText {
            title: "Taliad wedi’i ganslo",
            heading: "Mae’r gwasanaeth wedi canslo’r taliad hwn",
            sentences: &["Ni chymerwyd arian o’ch cyfrif. Gall y gwasanaeth ddweud mwy wrthych."],
        },
        no_session: OutcomeText {
            title: "Sesiwn dalu wedi dod i ben",
            heading: "Ni ellir defnyddio’r dudalen dalu hon mwyach",
            sentences: &[
                "Mae dolen dalu yn gweithio unwaith, mewn un porwr, am gyfnod cyfyngedig. Efallai eich bod wedi talu’n barod, neu wedi aros yn rhy hir.",
                "I barhau, ewch yn ôl at y gwasanaeth lle gwnaethoch ddechrau.",
            ],
        },
        not_begun: OutcomeText {
            title: "Mae problem",
            heading: "Ni allwn ddangos y dudalen honno",
            sentences: &["Nid yw’r taliad hwn wedi cyrraedd y dudalen hon eto."],
        },
        foreign_form: OutcomeText {
            title: "Mae problem",
            heading: "Ni allem dderbyn y ffurflen honno",
            sentences: &[
                "Ni ddaeth o’r dudalen sydd ar agor yn y porwr hwn. Ewch yn ôl, ail-lwythwch y dudalen a rhowch gynnig arall arni.",
            ],
        },
        not_found: OutcomeText {
            title: "Heb ddod o hyd i’r dudalen",
            heading: "Ni allwn ddod o hyd i’r dudalen honno",
            sentences: &[
                "Gwiriwch y cyfeiriad. Os oeddech yn talu, ewch yn ôl at y gwasanaeth a dechreuwch eto.",
            ],
        },
        request_denied: OutcomeText {
            title: "Cais wedi’i wrthod",
            heading: "Ni allem dderbyn y cais hwnnw",
            sentences: &["Arhoswch ychydig a rhowch gynnig arall arni."],
        },
        broken: OutcomeText {
            title: "Mae problem",
            heading: "Aeth rhywbeth o’i le ar ein hochr ni",
            sentences: &[
                "Rhowch gynnig arall arni ymhen ychydig funudau. Cyn talu eilwaith, gofynnwch i’r gwasanaeth a gyrhaeddodd y taliad cyntaf.",
            ],
        },
    },
    ways_out: WayOutTexts {
        carry_on: "Mynd ymlaen â’ch taliad",
        give_up: "Canslo’r taliad hwn a mynd yn ôl",
        see_summary: "Gweld crynodeb o’ch taliad",
        start_again: "Dechrau eto",
        go_on: "Parhau",
        go_back: "Mynd yn ôl at y gwasanaeth",
    },
};
