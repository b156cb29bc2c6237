using System.Collections.Frozen;

namespace SearchService.Analysis;

/// <summary>
/// English words that carry grammar and no subject: articles, pronouns, prepositions, auxiliaries, and the words a question opens with.
/// They are indexed like any other; snippets and ranking give way to the words that matter.
/// </summary>
public static class StopWords
{
    private static readonly FrozenSet<string> Function = (
        "a an the this that these those some any no none every each either neither both all such same other another others "
        + "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself "
        + "they them their theirs themselves one oneself somebody someone something anybody anyone anything nobody nothing everybody everyone everything "
        + "who whom whose which what when where why how whether whatever whichever whoever whenever wherever however "
        + "am is are was were be been being do does did done doing have has had having will would shall should can could may might must ought "
        + "cannot can't couldn't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't shan't shouldn't hasn't haven't hadn't mustn't "
        + "i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll we're we've we'd we'll they're they've they'd they'll "
        + "that's there's here's what's who's where's how's why's let's "
        + "about above across after against along amid among amongst around as at before behind below beneath beside besides between beyond by despite "
        + "down during except for from in inside into like near of off on onto out outside over past per since than through throughout till to toward "
        + "towards under underneath until unto up upon via versus with within without "
        + "and or but nor so yet if unless because although though while whereas whilst lest once "
        + "not never there here then thus hence therefore also too very just only even still again ever much many more most less least few own quite rather "
        + "according regarding concerning"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    // Words with which a text is asked for, whatever it is about; each may be a subject, too.
    private static readonly FrozenSet<string> Asking = (
        "find information interested interest article articles paper papers dealing deal describe describes described describing "
        + "discuss discusses discussed discussing report reports available known know wish show list tell give obtain obtained want need "
        + "please looking look search literature publications publication relating related relate relation study studies investigated "
        + "investigate investigation present presented work worked question questions subject subjects topic topics help material "
        + "use used using particular various certain well made make"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the term is one with which a question asks: "find", "information", "articles".</summary>
    /// <param name="term">A folded term, as <see cref="Token.Term"/>.</param>
    public static bool IsAskingWord(string term) => Asking.Contains(term);

    /// <summary>Whether the term is one of them.</summary>
    /// <param name="term">A folded term, as <see cref="Token.Term"/>.</param>
    public static bool IsFunctionWord(string term) => Function.Contains(term);
}
