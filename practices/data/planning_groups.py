"""The planning groups of London in 2016. The ODS files do not say which CCG works in which.

The pack of North Central London names the groups and what level each works at; which CCGs are in a group is stated
there or in the South West London paper for some, and is general knowledge for the others, as `members_source` says.
No source gives a first day: a CCG is put into its group from the CCG's own first day.
City and Hackney works on its own and is in none.
"""

PACK = "North Central London Stakeholder Engagement Pack, June 2016"
PAPER = "South West London paper on the operating model for primary care co-commissioning, 2016"
NO_DATE = "The first day is not stated; taken as the CCG's own."
GENERAL = f"Which CCGs are in this group is general knowledge, stated in no file we hold. {NO_DATE}"

# short name: (name, source of the group, ODS codes of its CCGs, source of who is in it)
GROUPS = {
    "NCL": ("North Central London", PACK, ["07M", "07R", "07X", "08D", "08H"], f"{PACK}. {NO_DATE}"),
    "SWL": ("South West London", PAPER, ["07V", "08J", "08R", "08P", "08T", "08X"], f"{PAPER}. {NO_DATE}"),
    "NWL": ("North West London", PACK, ["07P", "09A", "07W", "08C", "08E", "08G", "07Y", "08Y"], GENERAL),
    "SEL": ("South East London", PACK, ["07N", "07Q", "08A", "08K", "08L", "08Q"], GENERAL),
    "BHR": ("Barking and Dagenham, Havering and Redbridge", PACK, ["07L", "08F", "08N"], GENERAL),
    "WEL": ("Waltham Forest, East London (Newham) and Tower Hamlets", PACK, ["08W", "08M", "08V"], GENERAL),
}
