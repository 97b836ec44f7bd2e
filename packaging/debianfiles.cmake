# SPDX-License-Identifier: GPL-3.0-or-later
# Run by cpack when the files of each package are in place: compresses the man page, and adds the
# copyright and the changelog that Debian wants in every package.
get_filename_component(root ${CMAKE_CURRENT_LIST_DIR}/.. ABSOLUTE)
find_program(gzip gzip REQUIRED)

# Writes `from` as `to`.gz, the same bytes each time.
function(compress from to)
    execute_process(COMMAND ${gzip} -9nc ${from} OUTPUT_FILE ${to}.gz COMMAND_ERROR_IS_FATAL ANY)
    file(CHMOD ${to}.gz PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endfunction()

function(add_documents directory package)
    set(documents ${directory}/share/doc/${package})
    file(MAKE_DIRECTORY ${documents})
    file(COPY_FILE ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/copyright ${documents}/copyright)
    file(CHMOD ${documents}/copyright PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    compress(${root}/CHANGELOG.md ${documents}/changelog)
    # Debian's own changes are none; its format wants a date, which the upstream changelog leaves
    # open.
    set(debian ${documents}/changelog.Debian)
    set(version ${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})
    file(WRITE ${debian}
        "thaw (${version}) unstable; urgency=medium\n\n"
        "  * Packaged by CPack; changelog.gz says what is new.\n\n"
        " -- ${CPACK_PACKAGE_CONTACT}  Sun, 22 Nov 2026 00:00:00 +0000\n")
    compress(${debian} ${debian})
    file(REMOVE ${debian})
endfunction()

foreach(component Unspecified probe)
    set(directory ${CPACK_TEMPORARY_DIRECTORY}/${component}${CPACK_PACKAGING_INSTALL_PREFIX})
    if(NOT IS_DIRECTORY ${directory})
        message(FATAL_ERROR "cpack has put no files in ${directory}")
    endif()
    if(component STREQUAL probe)
        add_documents(${directory} libthaw-probe-dev)
    else()
        add_documents(${directory} thaw)
        set(page ${directory}/share/man/man1/thaw.1)
        compress(${page} ${page})
        file(REMOVE ${page})
    endif()
endforeach()
