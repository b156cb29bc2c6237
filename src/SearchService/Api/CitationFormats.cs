using System.Net;
using System.Text;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.BibTex;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Bibliography.Ris;
using SearchService.Corpus.Citations;

namespace SearchService.Api;

/// <summary>The forms in which a citation is asked for.</summary>
internal static class CitationFormats
{
    public const string Text = "text";
    public const string Html = "html";
    public const string Markdown = "markdown";
    public const string CslJson = "csl-json";
    public const string BibTex = "bibtex";
    public const string Ris = "ris";

    public static IReadOnlyList<string> All { get; } = [Text, Html, Markdown, CslJson, BibTex, Ris];

    /// <summary>The work in an exchange format; null for the formats of people.</summary>
    public static string? Export(string format, Work work, Locator? locator, string? quotation) =>
        format switch
        {
            CslJson => CslJsonWriter.Items([work]),
            BibTex => BibTexWriter.Write(work, locator, quotation),
            Ris => RisWriter.Write(work, locator, quotation),
            _ => null,
        };

    /// <summary>The work as a file of an exchange format; null for the formats of people.</summary>
    public static IResult? File(string format, Work work, Locator? locator, string? quotation)
    {
        var type = format switch
        {
            CslJson => "application/vnd.citationstyles.csl+json",
            BibTex => "application/x-bibtex",
            _ => "application/x-research-info-systems",
        };
        return Export(format, work, locator, quotation) is { } export
            ? TypedResults.Text(export, type, Encoding.UTF8)
            : null;
    }

    /// <summary>Words with their in-text citation, ready to paste: in quotation marks, or without where they are a block of their own.</summary>
    public static string Quotation(string words, Citation citation, string format) =>
        Escape(Quotations.IsBlock(words) ? words : Quotations.Quote(words), format)
        + " "
        + Render(citation.InText, format);

    public static string Render(FormattedText text, string format) =>
        format switch
        {
            Html => text.Html,
            Markdown => text.Markdown,
            _ => text.Plain,
        };

    /// <summary>Plain words in a format.</summary>
    public static string Escape(string words, string format) =>
        format switch
        {
            Html => WebUtility.HtmlEncode(words),
            Markdown => new FormattedText([new TextRun(words, Italic: false)]).Markdown,
            _ => words,
        };
}
