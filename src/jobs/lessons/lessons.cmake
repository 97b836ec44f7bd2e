# SPDX-License-Identifier: GPL-3.0-or-later
# The lessons, in teaching order: this line is all of a lesson's registration. For `an-example`
# there are
#   src/jobs/lessons/anexample/anexample.h          the lesson's class
#   src/jobs/lessons/anexample/anexample.cpp        the idea: what is shown
#   src/jobs/lessons/anexample/anexamplelesson.cpp  what is around it; JobDescriptor anExampleLesson()
#   resources/lessons/an-example.py                 the same idea in Python's threading
#   resources/lessons/an-example.cpp                and in the C++ standard library
#   resources/icons/job-an-example.svg              its icon
# and what else the lesson has in its folder, which CMakeLists.txt names.
set(thaw_lessons
    numbers-and-letters
    garbled-output
    named-threads
    thread-lifecycle
    daemon-thread
    locked-counter
    acquire-release
    reentrant-lock
    semaphore
    event
    producer-consumer
    queue
    thread-pool
    processes
    cpu-or-io
    too-many-threads
    join-freezes)

# thaw_lesson_names(ID FILE FUNCTION) sets FILE to "anexample" and FUNCTION to "anExampleLesson".
function(thaw_lesson_names id file function)
    string(REPLACE "-" "" joined ${id})
    set(${file} ${joined} PARENT_SCOPE)
    string(REPLACE "-" ";" words ${id})
    list(POP_FRONT words name)
    foreach(word IN LISTS words)
        string(SUBSTRING ${word} 0 1 first)
        string(SUBSTRING ${word} 1 -1 rest)
        string(TOUPPER ${first} first)
        string(APPEND name ${first}${rest})
    endforeach()
    set(${function} ${name}Lesson PARENT_SCOPE)
endfunction()

# thaw_write_lesson_list(FILE) writes the source file that lists them.
function(thaw_write_lesson_list path)
    foreach(id IN LISTS thaw_lessons)
        thaw_lesson_names(${id} file function)
        string(APPEND declarations "JobDescriptor ${function}();\n")
        string(APPEND calls "            ${function},\n")
    endforeach()
    configure_file(${PROJECT_SOURCE_DIR}/src/jobs/lessons/lessonlist.cpp.in ${path} @ONLY)
endfunction()
