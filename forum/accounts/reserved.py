"""Names that nobody may take: places of the site, and words that sound like its staff."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Whoever is called so, or looks so, would be taken for the people who run the site.
OFFICIAL = _words(
    "abuse admin administration administrator administrators admins announcements billing board "
    "community contact customerservice forum guest guildhall help helpdesk hostmaster info mail "
    "mod moderation moderator moderators mods news noreply notifications official operator owner "
    "postmaster root security service site siteadmin staff superuser support sysadmin sysop "
    "system systems team webmaster"
)
# Parts of a longer name that claim an office, as in `mike-support`.
OFFICES = _words("admin administrator mod moderator official staff support sysop")
# Words of addresses, of programs and of mentions.
PLACES = _words(
    "about account accounts all anonymous answers anyone api app archive asset assets author aux "
    "badge badges blog bookmark bookmarks bot brand c categories category channel channels chat "
    "clock com1 com2 com3 com4 com5 com6 com7 com8 com9 con confirm cookie css data default "
    "delete deleted deleteduser deletedmember download drafts edit email error everybody everyone "
    "events faq false faviconico feed feeds file files following ftp group groups guidelines here "
    "home host html http https images img inbox index invite invites javascript join js json "
    "latest legal link links list localhost lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 login "
    "logout manifest me media member members mention mentions message messages my myself nan new "
    "newmember nil nobody noone none notice notices nul null offline online page pages password "
    "people png policy post posts preferences preview privacy private prn profile prototype "
    "public random register registration reply reset robot robotstxt rss rules sandbox save "
    "search secret secure self serviceworker session sessions settings setup show signin signout "
    "signup sitemap sitemapxml smtp ssl static statistics status styleguide svg t tag tags terms "
    "test tester title topic topics tos true txt u unanswered undefined unknown unread upload "
    "uploads url user username users verify viewas void web webmail wellknown wiki www xml you "
    "yourself"
)
# Endings that would make a name look like a file of the site.
ENDINGS = _words("atom css gif html ico jpg js json pdf php png rss svg txt xml")
