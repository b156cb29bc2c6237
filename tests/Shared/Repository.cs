namespace SearchService.Tests.Shared;

/// <summary>Where the tests find the checkout they belong to, and the shared collections that may stand beside it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>SearchService.sln</c>, searched upwards from the test binaries.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The absolute path of a file or folder below <see cref="Root"/>.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The absolute path of a file or folder in the shared collections, whether or not they are there.</summary>
    public static string SharedPath(params string[] parts) =>
        System.IO.Path.Combine([System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, "..", "shared")), .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "SearchService.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("SearchService.sln is in no folder above " + AppContext.BaseDirectory);
    }
}

/// <summary>A test that needs a file of the shared collections; skipped, with the reason, where it is absent.</summary>
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string neededPath)
    {
        if (!System.IO.Path.Exists(Repository.SharedPath(neededPath.Split('/'))))
        {
            Skip = $"../shared/{neededPath} is not beside this checkout";
        }
    }
}

/// <summary>As <see cref="SharedFactAttribute"/>, for theories.</summary>
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(string neededPath)
    {
        if (!System.IO.Path.Exists(Repository.SharedPath(neededPath.Split('/'))))
        {
            Skip = $"../shared/{neededPath} is not beside this checkout";
        }
    }
}
