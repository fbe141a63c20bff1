use super::*;

/// The fields of a comma-separated line of headings; `+` is kept, `$` a token, `~` a misspelling.
fn shown(line: &str) -> String {
    let headings: Vec<&str> = line.split(',').collect();
    let read = Headings::read(&headings);
    read.columns
        .iter()
        .map(|column| match &column.meaning {
            Meaning::Field(field) if column.misspelt => format!("~{}", field.slug()),
            Meaning::Field(field) => field.slug().to_owned(),
            Meaning::Token(token) => format!("${token}"),
            Meaning::Extra => "+".to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn everybodys_headings() {
    let cases = [
        (
            "\u{feff}First Name,LAST_NAME,e-mail,Tel.,#Employees",
            "first_name last_name email phone size",
        ),
        (
            "Nmae,Emial,Phne,Compny,Statu",
            "~name ~email ~phone ~company ~status",
        ),
        (
            "Nombre,Correo,Telefono,Empresa,Notas",
            "name email phone company note",
        ),
        (
            "Vorname,Nachname,E-Mail-Adresse,Telefonnummer,Firma,Straße,PLZ,Ort,Land",
            "first_name last_name email phone company street postal_code city country",
        ),
        (
            "Prénom,Nom,Courriel,Téléphone,Société,Code postal,Ville",
            "first_name name email phone company postal_code city",
        ),
        (
            "Name,Email,Phone,Name,Email,Notes",
            "name email phone + email note",
        ),
        (
            "Customer Name,Lead Email,Lead Phone,Sales Rep,Budget",
            "name email phone owner_hint +",
        ),
        (
            "Client Name,CRM Status,Data Source,Property",
            "name status + +",
        ),
        (
            "Email,utm_source,UTM Medium,gclid,fbclid",
            "email $utm_source $utm_medium $gclid $fbclid",
        ),
        ("Contact,Contract,Contcat", "name + +"),
        ("Do Not Call,Email Opt Out,Phone", "consent consent phone"),
        ("Name,,", "name + +"),
        ("User Agent,Username,Lead Title,Customer ID", "+ + + +"),
    ];
    for (line, meanings) in cases {
        assert_eq!(shown(line), meanings, "{line}");
    }
}

#[test]
fn exports_known_by_name() {
    let cases = [
        (
            "Lead Source,First Name,Last Name,Email,Phone,Lead Status,Owner Alias,Created Date",
            Some("Salesforce"),
            "source first_name last_name email phone status owner_hint captured_at",
        ),
        (
            "Id,FirstName,LastName,Company,Title,Email,MobilePhone,LeadSource,Status,OwnerId,IsConverted",
            Some("Salesforce"),
            "external_id first_name last_name company job_title email phone source status owner_hint +",
        ),
        (
            "Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Lifecycle Stage,Original Source",
            Some("HubSpot"),
            "external_id first_name last_name email phone status status source",
        ),
        (
            "name,contact_name,partner_name,function,email_from,phone,state_id,user_id,date_deadline",
            Some("Odoo"),
            "+ name company job_title email phone region owner_hint +",
        ),
        (
            "Record Id,Lead Owner,Company,First Name,Last Name,Email,Lead Source,Created Time,Modified Time,Tag",
            Some("Zoho"),
            "external_id owner_hint company first_name last_name email source captured_at + +",
        ),
        (
            "Lead - Title,Lead - Note,Person - Name,Person - Email,Person - Phone,Organization - Name",
            Some("Pipedrive"),
            "+ note name email phone company",
        ),
        (
            "id,firstName,lastName,title,emailAddress,phoneNumber,addressCity,accountName,createdAt,doNotCall",
            Some("EspoCRM"),
            "external_id first_name last_name job_title email phone city company captured_at consent",
        ),
        (
            "First Name,Last Name,Account Name,Office Phone,Other Phone,Primary Address City,Status Description",
            Some("SuiteCRM"),
            "first_name last_name company phone other_phone city +",
        ),
        (
            "ID,Full Name,Mobile No.,Organization,Lead Owner,SLA Status,Response By,Territory",
            Some("Frappe CRM"),
            "external_id name phone company owner_hint + + +",
        ),
        (
            "vendor_lead_code,list_id,phone_code,phone_number,title,first_name,last_name,alt_phone,comments,owner",
            Some("VICIdial"),
            "external_id + + phone + first_name last_name other_phone note owner_hint",
        ),
        (
            "id,created_time,ad_id,ad_name,campaign_name,form_id,is_organic,platform,full_name,phone_number,email",
            Some("Meta lead ads"),
            "external_id captured_at + + campaign + + source name phone email",
        ),
        (
            "Lead ID,First name,Work email,Form name,Submitted at",
            Some("LinkedIn lead gen"),
            "external_id first_name email + captured_at",
        ),
        (
            "GCLID,Lead Email,Lead Phone,Conversion Name,Conversion Time,Keyword,Device",
            Some("Google Ads"),
            "$gclid email phone + captured_at + +",
        ),
        (
            "First Name,Title,Company,Company Name for Emails,Work Direct Phone,Corporate Phone,# Employees,Email,Secondary Email,Seniority",
            Some("Apollo"),
            "first_name job_title company + phone other_phone size email other_email +",
        ),
        (
            "Lead ID,Contact Name,Email,Mobile,Lead Owner,Source,Campaign,Status,Notes",
            None,
            "external_id name email phone owner_hint source campaign status note",
        ),
        (
            "First Name,Last Name,Email Address,Mobile,Company Name,Job Title,Created Date",
            None,
            "first_name last_name email phone company job_title captured_at",
        ),
    ];
    for (line, kind, meanings) in cases {
        let headings: Vec<&str> = line.split(',').collect();
        assert_eq!(Headings::read(&headings).kind.as_deref(), kind, "{line}");
        assert_eq!(shown(line), meanings, "{line}");
    }
}

#[test]
fn no_two_columns_share_a_heading() {
    let cases = [
        (
            vec!["Name", "Name", " Name"],
            vec!["Name", "Name (2)", "Name (3)"],
        ),
        (
            vec!["", "column 1", ""],
            vec!["column 1", "column 1 (2)", "column 3"],
        ),
        (vec!["A (2)", "A", "A"], vec!["A (2)", "A", "A (3)"]),
    ];
    for (given, names) in cases {
        assert_eq!(unique(&given), names);
    }
}
