namespace SearchService.Corpus.Tests.Generated;

/// <summary>The words that generated texts are made of, the frequent ones first.</summary>
internal static class Vocabulary
{
    public static readonly string[] Nouns = Split(
        "state policy alliance security institution practice government community interest order region conflict treaty member "
            + "power actor norm identity process strategy mission partner council debate crisis structure principle decision agreement "
            + "framework authority legitimacy sovereignty operation commitment relationship organisation development cooperation "
            + "intervention democracy stability territory border minister diplomat negotiation settlement mandate enlargement partnership "
            + "threat resource capability doctrine assembly parliament citizen society culture history narrative discourse argument "
            + "evidence analysis theory concept method approach perspective assumption expectation consequence condition constraint "
            + "opportunity contribution reform transition transformation integration independence assistance presence withdrawal "
            + "consensus rivalry hierarchy periphery neighbourhood bureaucracy committee secretariat budget investment trade market "
            + "currency harbour archive manuscript province monarchy republic constitution tribunal verdict petition settlement garrison "
            + "fortress canal railway estate parish diocese archbishop synod merchant guild workshop apprentice harvest famine migration"
    );

    public static readonly string[] Adjectives = Split(
        "political international national regional military new common local social economic strategic important different institutional "
            + "collective domestic historical legal public global significant effective practical formal informal cultural democratic "
            + "diplomatic multilateral bilateral traditional contemporary critical theoretical empirical normative administrative "
            + "provincial ecclesiastical commercial industrial agricultural maritime continental peripheral considerable substantial "
            + "gradual permanent temporary ambiguous persistent controversial unprecedented comprehensive independent transparent"
    );

    public static readonly string[] Verbs = Split(
        "shape support define require explain describe suggest reflect reveal challenge transform establish maintain reinforce undermine "
            + "consider examine develop represent constitute demonstrate determine influence legitimise strengthen coordinate "
            + "acknowledge emphasise reproduce negotiate reconcile accommodate facilitate interpret complicate presuppose"
    );

    public static readonly string[] Adverbs = Split(
        "often largely usually clearly increasingly gradually deliberately consistently remarkably fundamentally occasionally "
            + "simultaneously subsequently predominantly unmistakably"
    );

    public static readonly string[] Connectors = Split(
        "However, Moreover, Therefore, Nevertheless, Consequently, Furthermore, Meanwhile, Similarly, Instead, Accordingly,"
    );

    public static readonly string[] Prepositions = Split(
        "of in for with within across beyond under after against towards through"
    );

    /// <summary>Compounds that keep their hyphen.</summary>
    public static readonly string[] Compounds = Split(
        "decision-making self-determination post-war long-term cross-border state-building neo-liberal out-of-area vis-à-vis "
            + "burden-sharing confidence-building policy-makers non-intervention inter-state non-European pre-modern"
    );

    /// <summary>Compounds whose first part is in capitals: without their hyphen they look like no word.</summary>
    public static readonly string[] CapitalCompounds = Split("US-led UN-backed EU-wide");

    /// <summary>Acronyms with a small letter among the capitals, which a conversion may part.</summary>
    public static readonly string[] Acronyms = Split("PfP EaP CoE");

    public static readonly string[] FirstNames = Split(
        "Anna Martin Helen Thomas Clara Peter Ruth Simon Maria David Ingrid Paul Edith Oscar Julia Henrik"
    );

    public static readonly string[] Surnames = Split(
        "Halvorsen Brandt Whitlock Moreau Petrov Lindqvist Ashworth Keller Okafor Tanaka Delacroix Fenwick Novak Marchetti Osborne "
            + "Vandenberg Kowalski Rasmussen Thornton Iversen Castellan Drummond Eberhart Garrigue"
    );

    public static readonly string[] Places = Split(
        "Brussels Vienna Prague Lisbon Geneva Copenhagen Warsaw Athens Europe Africa Tallinn Belgrade Helsinki Ankara"
    );

    public static readonly string[] Publishers =
    [
        "Harbour University Press",
        "Northgate Press",
        "Meridian Books",
        "University of Ashfield Press",
        "Lantern Academic",
    ];

    public static readonly string[] Journals =
    [
        "Journal of Comparative Institutions",
        "Review of Regional Studies",
        "Annals of Diplomatic History",
        "Security and Society",
        "Archive Quarterly",
    ];

    /// <summary>What looks like the mark of a note and is none.</summary>
    public static readonly string[] Decoys =
    [
        "after 9/11",
        "in the format of 26+1",
        "under R2P",
        "under § 12",
        "under Article 5",
        "under Resolution 1244",
        "in 1999",
        "since 2003",
        "within the G8",
        "in the 1990s",
        "as in No. 7",
        "as in vol. 3",
        "on pp. 44–60",
        "as in Chapter 4",
        "by 15 per cent",
    ];

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
