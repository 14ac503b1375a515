//! The names of the allow-list, after ISO 32000-1 and -2.

use workshop::Dropped;

/// Trailer keys that mean nothing active: the root, the identifier and what describes a cross-reference table.
pub const TRAILER_KEYS: &[&str] =
    &["/Root", "/Size", "/ID", "/Prev", "/XRefStm", "/Type", "/W", "/Index", "/Length", "/Filter", "/DecodeParms"];

/// What of the catalogue stays: the pages, how they are numbered, outlined, described for accessibility and layered.
pub const CATALOGUE_KEYS: &[&str] = &[
    "/Type",
    "/Version",
    "/Pages",
    "/PageLabels",
    "/Names",
    "/Dests",
    "/PageLayout",
    "/PageMode",
    "/Outlines",
    "/AcroForm",
    "/StructTreeRoot",
    "/MarkInfo",
    "/Lang",
    "/OutputIntents",
    "/OCProperties",
    // Which extension level of the format the file uses; qpdf writes it anew.
    "/Extensions",
];

/// Of the name trees only the named places in the paper.
pub const NAME_TREE_KEYS: &[&str] = &["/Dests"];

/// Of the form only what its drawn fields need.
pub const FORM_KEYS: &[&str] = &["/Fields", "/DR", "/DA", "/Q", "/NeedAppearances"];

/// What of a page stays: its content, its sheet, its annotations, its place in the structure.
pub const PAGE_KEYS: &[&str] = &[
    "/Type",
    "/Parent",
    "/Resources",
    "/Contents",
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/ArtBox",
    "/Rotate",
    "/Group",
    "/Annots",
    "/StructParents",
    "/Tabs",
    "/UserUnit",
    "/BoxColorInfo",
];

/// Annotations that are drawn marks; all others play, run, attach or are made for presses.
const SHOWN_ANNOTATIONS: &[&str] = &[
    "/Text",
    "/Link",
    "/FreeText",
    "/Line",
    "/Square",
    "/Circle",
    "/Polygon",
    "/PolyLine",
    "/Highlight",
    "/Underline",
    "/Squiggly",
    "/StrikeOut",
    "/Caret",
    "/Stamp",
    "/Ink",
    "/Popup",
    "/Widget",
    "/Watermark",
    "/Redact",
];

/// Every action of the standard except going to a place in the same paper.
const FORBIDDEN_ACTIONS: &[&str] = &[
    "/JavaScript",
    "/Launch",
    "/URI",
    "/GoToR",
    "/GoToE",
    "/GoToDp",
    "/SubmitForm",
    "/ResetForm",
    "/ImportData",
    "/Named",
    "/Hide",
    "/Thread",
    "/Sound",
    "/Movie",
    "/Rendition",
    "/SetOCGState",
    "/Trans",
    "/GoTo3DView",
    "/RichMediaExecute",
];

/// Keys under which active or foreign content hangs wherever they occur.
const DROPPED_ANYWHERE: &[&str] = &[
    "/JS",
    "/JavaScript",
    "/AA",
    "/OpenAction",
    "/XFA",
    "/EF",
    "/RF",
    "/AF",
    "/EmbeddedFiles",
    "/RichMediaContent",
    "/RichMediaSettings",
    "/PieceInfo",
    "/OPI",
    "/Metadata",
    "/Collection",
    "/Launch",
    "/Renditions",
];

/// A stream whose bytes lie in another file.
const DROPPED_IN_STREAMS: &[&str] = &["/F", "/FFilter", "/FDecodeParms"];

/// Whether annotations of this kind stay.
pub fn is_shown_annotation(subtype: &str) -> bool {
    SHOWN_ANNOTATIONS.contains(&subtype)
}

/// Whether a dictionary with this `/S` is an action that never stays, wherever it stands.
pub fn is_forbidden_action(name: &str) -> bool {
    FORBIDDEN_ACTIONS.contains(&name)
}

/// Whether a key never stays, in whatever dictionary it stands.
pub fn dropped_anywhere(key: &str) -> bool {
    DROPPED_ANYWHERE.contains(&key)
}

/// Whether a key never stays in the dictionary of a stream.
pub fn dropped_in_streams(key: &str) -> bool {
    DROPPED_IN_STREAMS.contains(&key)
}

/// What a reader is told was taken out with a key, an action or an annotation of this name.
pub fn dropped_kind(name: &str) -> Dropped {
    match name {
        "/JS" | "/JavaScript" | "/AA" => Dropped::Scripts,
        "/OpenAction" | "/Launch" | "/URI" => Dropped::Actions,
        "/EF" | "/RF" | "/AF" | "/EmbeddedFiles" | "/FileAttachment" | "/Collection" | "/F" | "/FFilter"
        | "/FDecodeParms" => Dropped::EmbeddedFiles,
        "/XFA" => Dropped::XmlForm,
        "/Sound" | "/Movie" | "/Screen" | "/3D" | "/RichMedia" | "/Rendition" | "/Renditions" | "/RichMediaContent"
        | "/RichMediaSettings" | "/RichMediaExecute" | "/GoTo3DView" => Dropped::Media,
        "/Metadata" | "/Info" | "/PieceInfo" | "/LastModified" => Dropped::Metadata,
        _ if is_forbidden_action(name) => Dropped::Actions,
        _ => Dropped::Others,
    }
}
