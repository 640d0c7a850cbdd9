"""The table of routes, written by hand from the two papers: function by level by route.

Each cell says how far the route is open (Y yes, T if the terms or settings say so, - no) and where that is written, by
the names below. A source marked derived is one that no paper states in so many words.
"""

from committees.rights.routes.ways import Opening, Way

#: Where it is written: a part of the source's title, and whether it is derived.
SOURCES = {
    # North Central London pack
    "tab": ("Functions under different levels of co-commissioning", False),
    "tab-d": ("Functions under different levels of co-commissioning", True),
    "l1-d": ("“Decisions are made by NHS England”", True),
    "may": ("may be consulted on decisions made by NHS England", False),
    "casting": ("London regional team has the casting vote", False),
    "veto": ("NHS England has the power to veto a decision made by CCGs", False),
    "casting-d": ("London regional team has the casting vote", True),
    "veto-d": ("NHS England has the power to veto a decision made by CCGs", True),
    "no-casting": ("do not have a casting vote", False),
    "no-veto": ("does not have the power to veto decisions made by delegated commissioners", False),
    "strategy-d": ("existing responsibilities for Primary Care Strategy Development", True),
    "strategy": ("existing responsibilities for Primary Care Strategy Development", False),
    "bodies-d": ("Decision made on next steps for Co-Commissioning by Governing Bodies", True),
    "duties-d": ("continue to remain responsible for discharging their own statutory duties", True),
    "tor-d": ("the Committee(s) ToR", True),
    # South West London paper
    "panel": ("it would only meet as needed", False),
    "brought-d": ("any issues that an individual CCG wished to bring forward", True),
    "shadow-d": ("they will seek to ‘shadow’ the arrangements", True),
    # What only a committee's own papers say
    "terms-d": ("The committee's terms of reference", True),
    "scheme-d": ("The committee's scheme of delegation", True),
    "agreement-d": ("The CCG's delegation agreement", True),
    "own-d": ("Each committee regulates its own procedure", True),
}

OPENINGS = {"Y": Opening.OPEN, "T": Opening.IF_SET, "-": Opening.SHUT}

COLUMNS = (
    Way.VOTE,
    Way.VIEW,
    Way.NHS_ENGLAND,
    Way.CONSULTATION,
    Way.CASTING_VOTE,
    Way.VETO,
    Way.AGREEMENT,
    Way.CONSENT,
    Way.CORRESPONDENCE,
    Way.OFFICER,
    Way.CHAIRS_ACTION,
    Way.PANEL,
    Way.SHADOW,
)

ROWS = {
    # General practice commissioning: the first cell is the only one that the pack fills at level 1.
    ("gp_commissioning", "1"): (
        "-tab Ymay Ytab Ymay -casting-d -veto-d -tab -tab-d -tab -tab -tor-d -brought-d Tshadow-d"
    ),
    ("gp_commissioning", "2"): (
        "Ytab -tab -tab -tab Tcasting Tveto -tab -tab-d Tterms-d Tscheme-d Tterms-d Ypanel Tshadow-d"
    ),
    ("gp_commissioning", "3"): (
        "Ytab -tab -tab -tab -no-casting -no-veto -tab Tagreement-d Tterms-d Tscheme-d Tterms-d Ypanel -shadow-d"
    ),
    # Pharmacy, eye health and dental commissioning: discussed at every level, decided by NHS England.
    ("other_contractors", "1"): (
        "-l1-d Ymay Yl1-d Ymay -casting-d -veto-d -l1-d -l1-d -l1-d -l1-d -tor-d -brought-d -shadow-d"
    ),
    ("other_contractors", "2"): ("-tab Ytab Ytab Ytab -tab-d -tab-d -tab -tab-d -tab -tab -tor-d -brought-d -shadow-d"),
    ("other_contractors", "3"): (
        "-tab Ytab Ytab Ytab -no-casting -no-veto -tab -tab-d -tab -tab -tor-d -brought-d -shadow-d"
    ),
    # Local incentive schemes: at level 2 NHS England must agree, so that neither an officer nor a chair decides alone.
    ("incentive_schemes", "1"): (
        "-l1-d Ymay Yl1-d Ymay -casting-d -veto-d -l1-d -l1-d -l1-d -l1-d -tor-d -brought-d Tshadow-d"
    ),
    ("incentive_schemes", "2"): ("Ytab -tab -tab -tab Tcasting Tveto Ytab -tab-d Tterms-d -tab -tab Ypanel Tshadow-d"),
    ("incentive_schemes", "3"): (
        "Ytab -tab -tab -tab -no-casting -no-veto -tab Tagreement-d Tterms-d Tscheme-d Tterms-d Ypanel -shadow-d"
    ),
    # Budget management
    ("budget", "1"): ("-l1-d Ymay Yl1-d Ymay -casting-d -veto-d -l1-d -l1-d -l1-d -l1-d -tor-d -brought-d Tshadow-d"),
    ("budget", "2"): ("Ytab -tab -tab -tab Tcasting Tveto -tab -tab-d Tterms-d Tscheme-d Tterms-d Ypanel Tshadow-d"),
    ("budget", "3"): (
        "Ytab -tab -tab -tab -no-casting -no-veto -tab Tagreement-d Tterms-d Tscheme-d Tterms-d Ypanel -shadow-d"
    ),
    # Contractual performance management
    ("performance", "1"): (
        "-l1-d Ymay Yl1-d Ymay -casting-d -veto-d -l1-d -l1-d -l1-d -l1-d -tor-d -brought-d Tshadow-d"
    ),
    ("performance", "2"): (
        "Ytab -tab -tab -tab Tcasting Tveto -tab -tab-d Tterms-d Tscheme-d Tterms-d Ypanel Tshadow-d"
    ),
    ("performance", "3"): (
        "Ytab -tab -tab -tab -no-casting -no-veto -tab Tagreement-d Tterms-d Tscheme-d Tterms-d Ypanel -shadow-d"
    ),
    # Performers' list, appraisal, revalidation: reserved; nothing here decides them, NHS England's own procedures do.
    ("performers_list", "1"): (
        "-l1-d -l1-d -l1-d -l1-d -casting-d -veto-d -l1-d -l1-d -l1-d -l1-d -tor-d -brought-d -shadow-d"
    ),
    ("performers_list", "2"): ("-tab -tab -tab -tab -tab-d -tab-d -tab -tab-d -tab -tab -tor-d -brought-d -shadow-d"),
    ("performers_list", "3"): (
        "-tab -tab -tab -tab -no-casting -no-veto -tab -tab-d -tab -tab -tor-d -brought-d -shadow-d"
    ),
    # The CCG's own functions, at every level: NHS England has no part in them.
    ("ccg_own", "1"): (
        "Ystrategy -strategy -strategy -strategy -casting-d -veto-d -strategy -strategy-d "
        "Tterms-d Tscheme-d Tterms-d Ypanel Tshadow-d"
    ),
    ("ccg_own", "2"): (
        "Ybodies-d -bodies-d -bodies-d -bodies-d -tab-d -tab-d -bodies-d -bodies-d "
        "Tterms-d Tscheme-d Tterms-d Ypanel Tshadow-d"
    ),
    ("ccg_own", "3"): (
        "Yduties-d -duties-d -duties-d -duties-d -no-casting -no-veto -duties-d -duties-d "
        "Tterms-d Tscheme-d Tterms-d Ypanel -shadow-d"
    ),
    # A committee's own business: by itself, in its meetings.
    ("own_business", "1"): (
        "Yown-d -own-d -own-d -own-d -casting-d -veto-d -own-d -own-d Tterms-d -own-d -own-d -own-d -shadow-d"
    ),
    ("own_business", "2"): (
        "Yown-d -own-d -own-d -own-d -tab-d -tab-d -own-d -own-d Tterms-d -own-d -own-d -own-d -shadow-d"
    ),
    ("own_business", "3"): (
        "Yown-d -own-d -own-d -own-d -no-casting -no-veto -own-d -own-d Tterms-d -own-d -own-d -own-d -shadow-d"
    ),
}


def by_hand() -> dict[tuple[str, str, str], tuple[Opening, str, bool]]:
    """Function, level, route -> how far it is open, a part of the source's title, and whether it is derived."""
    return {
        (function, level, way): (OPENINGS[code[0]], *SOURCES[code[1:]])
        for (function, level), row in ROWS.items()
        for way, code in zip(COLUMNS, row.split(), strict=True)
    }
