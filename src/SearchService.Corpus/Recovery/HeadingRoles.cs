using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>What a section is follows from its title, from the one above it, and from where it stands: before, in or after the body.</summary>
internal static class HeadingRoles
{
    public static void Assign(Draft draft, List<FoundHeading> found)
    {
        var frontEnd = draft.FrontEnd;
        var bodySeen = false;
        var afterReferences = false;
        foreach (var heading in found)
        {
            var conventional = SectionTitles.RoleOf(heading.Title);
            var inFront = draft.Lines[heading.First].Start < frontEnd;
            heading.IsConventional = conventional is not null;
            heading.Role = conventional switch
            {
                SectionRole.Abstract => bodySeen ? SectionRole.Body : SectionRole.Abstract,
                SectionRole.References when !inFront => SectionRole.References,
                SectionRole.Front or SectionRole.Back => bodySeen ? SectionRole.Back : SectionRole.Front,
                _ when inFront => SectionRole.Front,
                SectionRole.Body => SectionRole.Body,
                _ when afterReferences && heading.Form == HeadingForm.Plain => SectionRole.Back,
                _ => SectionRole.Body,
            };
            bodySeen |= heading.Role is SectionRole.Body or SectionRole.References;
            afterReferences =
                heading.Role == SectionRole.References || (afterReferences && heading.Role == SectionRole.Back);
        }
    }
}
